import type { TransactionSql } from 'postgres';
import { dayOf, instantOf } from '../../domain/day.ts';
import type { Id } from '../../domain/id.ts';
import { authorOf, type RecordState } from '../../domain/merge.ts';
import type { LogPage } from '../../wire/review.ts';
import { logScope } from '../../wire/sync.ts';
import { childrenOf, lineOf, receivedAtOf } from './line.ts';
import { fourWeekDaysOf, namesOf, type Place, placesOf } from './place.ts';

export interface Asked {
  before: { started: string; id: Id } | undefined;
  institution: string | undefined;
  q: string | undefined;
  /** Keys of lists whose words match `q`: the endpoint has no words of its own. */
  keys: string[];
}

const pageSize = 50;

/** One page of the log, newest first, of the places of this coordinator's clusters. */
export async function readPage(
  tx: TransactionSql,
  coordinator: Id,
  asked: Asked,
  now: number,
): Promise<LogPage> {
  const places = await placesOf(tx, coordinator);
  const shown = places.filter(({ number }) => !asked.institution || number === asked.institution);
  const matching = matches(tx, shown, asked);
  const { before } = asked;
  const older = before
    ? tx`and (r.doc -> 'fixed' ->> 'started', r.id) < (${before.started}, ${before.id}::uuid)`
    : tx``;
  const found = await tx<{ doc: RecordState }[]>`
    select r.doc from sync_row r ${matching} ${older}
    order by r.doc -> 'fixed' ->> 'started' desc, r.id desc limit ${pageSize + 1}`;
  const [count] = await tx<{ total: number }[]>`select count(*)::int as total from sync_row r ${matching}`;
  const consultations = found.slice(0, pageSize).map(({ doc }) => doc);
  const last = found.length > pageSize ? consultations.at(-1) : undefined;
  const fourWeekDays = await fourWeekDaysOf(tx);
  const around = {
    places,
    children: await childrenOf(tx, consultations),
    names: await namesOf(tx, consultations.map(authorOf)),
    received: await receivedAtOf(
      tx,
      consultations.map(({ made }) => made),
    ),
    fourWeekDays,
  };
  return {
    lines: consultations.map((consultation) => lineOf(consultation, around)),
    total: count?.total ?? 0,
    next: last ? `${last.fixed.started}_${last.id}` : null,
    today: dayOf(now),
    fourWeekDays,
    institutions: places.map(({ number, name }) => ({ number, name })),
    missing: await missingFrom(tx, places),
  };
}

/** The text is looked for in places, workers, references and notes, its keys in role and chips; never as a pattern. */
function matches(tx: TransactionSql, places: readonly Place[], { q, keys }: Asked) {
  const scopes = places.map(({ number }) => logScope(number));
  const base = tx`where r.kind = 'consultation' and not r.deleted and r.scope = any(${scopes})`;
  if (!q) return base;
  const text = q.toLowerCase();
  const held = (value: ReturnType<typeof tx>) => tx`position(${text} in lower(${value})) > 0`;
  return tx`${base} and (
    exists (select from institution i where r.scope = 'log:' || i.number and ${held(tx`i.name`)})
    or exists (select from person p
      where p.id::text = r.doc -> 'ops' -> (r.doc ->> 'made') ->> 0 and ${held(tx`p.name`)})
    or exists (select from sync_row n
      where n.kind = 'note' and n.doc -> 'fixed' ->> 'consultation' = r.id::text and n.scope = r.scope
        and not n.deleted and ${held(tx`n.doc -> 'fixed' ->> 'text'`)})
    or exists (select from sync_row k join institution i on k.scope = 'log:' || i.number
      where k.kind = 'concern' and k.doc -> 'fixed' ->> 'consultation' = r.id::text and k.scope = r.scope
        and not k.deleted and ${held(tx`i.code || '-' || lpad(k.doc -> 'given' ->> 'number', 3, '0')`)})
    or r.doc -> 'fields' -> 'role' -> 'now' ->> 'v' = any(${keys})
    or exists (select from jsonb_each(r.doc -> 'chips') as list, jsonb_each(list.value) as chip
      where chip.key = any(${keys}) and jsonb_array_length(chip.value -> 'on') > 0))`;
}

/**
 * Tablets of the workers of these places that say that they made more changes than have come in any form (taken, waiting
 * or refused), or that still had some to send when they were last here. Any loss is counted and named (trust, P7).
 */
async function missingFrom(tx: TransactionSql, places: readonly Place[]): Promise<LogPage['missing']> {
  const rows = await tx<{ tablet: string; worker: string; unsent: number; seenAt: Date | null }[]>`
    with received as (
      select device, count(*) as n from (
        select device, op::text from change union select device, op::text from parked
        union select device, op from quarantine where op is not null) as one group by device)
    select d.tablet, p.name as worker, d.seen_at as "seenAt",
      greatest(d.unsent, d.made - coalesce(r.n, 0))::int as unsent
    from device d join person p on p.id = d.person left join received r on r.device = d.id
    where greatest(d.unsent, d.made - coalesce(r.n, 0)) > 0
      and exists (select from assignment a
        where a.person = d.person and a.institution = any(${places.map(({ number }) => number)}))
    order by d.seen_at nulls first, d.tablet`;
  return rows.map(({ seenAt, ...row }) => ({ ...row, seenAt: seenAt && instantOf(seenAt.getTime()) }));
}
