import type { TransactionSql } from 'postgres';
import type { ChangePlaces } from '#api/places-request.ts';
import type { Id } from '#domain/id.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import type { ReviewState } from '#domain/review.ts';

/** Everything that the audit can say of a person. */
export type AuditVerb =
  | 'consultation.read'
  | 'log.read'
  | 'log.search'
  | `review.${ReviewState}`
  | `schedule.${PlanCommand['type']}`
  | `places.${ChangePlaces['type']}`;

export interface AuditEntry {
  /** Milliseconds since 1970. */
  at: number;
  person: Id;
  verb: AuditVerb;
  /** Ids and counts, never a word that a person wrote; null where the verb says it all. */
  object: string | null;
}

/**
 * Writes who did what to which object. It takes a transaction, that of the command, so that nothing is done without its
 * line and no line speaks of what was rolled back.
 */
export async function audit(tx: TransactionSql, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ at, ...entry }) => ({ ...entry, at: new Date(at) }));
  await tx`insert into audit ${tx(rows, 'at', 'person', 'verb', 'object')}`;
}
