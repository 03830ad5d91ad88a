import { isDeepStrictEqual } from 'node:util';
import { logScope, personScope } from '#api/sync.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { sameValue } from '#domain/merge/register.ts';
import { isRecordKind } from '#domain/record-kinds.ts';
import { judge } from '#server/records/epoch.ts';
import { type OwnChange, openReplica, type Replica } from '#tablet/store/replica.ts';
import { countOf, holds, type SyncProgress } from '#tablet/store/sync-progress.ts';
import { progressOf, type Tab, Violation, type World } from './world.ts';

export const must = (holdsTrue: boolean, said: string, ...details: unknown[]): void => {
  if (holdsTrue) return;
  throw new Violation([said, ...details.map((detail) => JSON.stringify(detail))].join(' '));
};

/** What must be true of one tablet after every step. */
export async function checkTab(world: World, tab: Tab): Promise<void> {
  const { db } = tab.device;
  const progress = await progressOf(tab);
  const ops = await db.ops.toArray();
  const where = `on ${tab.name}`;

  must(
    ops.length === progress.changesMade - countOf(progress.purged),
    `P1: changes are missing ${where}`,
    progress,
  );
  must(
    ops.every(({ made }) => made <= progress.changesMade && !holds(progress.purged, made)),
    `P1: wrong changes ${where}`,
  );
  for (const [inner, outer] of [
    [progress.purged, progress.leftOverlay],
    [progress.leftOverlay, progress.acknowledged],
  ] as const) {
    must(
      inner.every(([from, to]) => holds(outer, from) && holds(outer, to)),
      `progress ${where}`,
      progress,
    );
  }

  const fresh = await openReplica(tab.device, tab.vault.dek);
  compareShelves(tab.vault.replica, fresh, where);
  if (tab.scopes) {
    const strange = [...fresh.base.values(), ...fresh.rows.values()].filter(
      ([scope]) => !tab.scopes!.includes(scope),
    );
    must(strange.length === 0, `P6: rows of a scope that was taken away ${where}`, strange);
  }
  for (const { op, made } of ops) {
    const arrival = world.ledger.get(op)?.arrival;
    must(arrival !== undefined, `a change that nobody made ${where}`, op);
    if (holds(progress.leftOverlay, made)) checkGone(world, tab, progress, fresh, { arrival: arrival! });
    else checkPending(world, tab, fresh, { arrival: arrival! });
  }
  await checkAcknowledged(world, tab, progress, ops);
}

function compareShelves(memory: Replica, fresh: Replica, where: string): void {
  const shown = (replica: Replica) =>
    [...replica.shown].flatMap(([kind, records]) =>
      [...records].map(([id, state]) => [`${kind} ${id}`, state] as const),
    );
  const views = [shown, ({ base }: Replica) => [...base], ({ rows }: Replica) => [...rows]] as const;
  for (const view of views) {
    const [one, other] = [Object.fromEntries(view(memory)), Object.fromEntries(view(fresh))];
    must(isDeepStrictEqual(one, other), `the screen differs from what is stored ${where}`, one, other);
  }
  const pending = (replica: Replica) => [...replica.pending.keys()].sort();
  must(isDeepStrictEqual(pending(memory), pending(fresh)), `pending differs from what is stored ${where}`);
}

/** What is not yet shown by rows is shown by the change itself (P5, rule 10). */
function checkPending(
  world: World,
  tab: Tab,
  replica: Replica,
  { arrival }: Pick<OwnChange, 'arrival'>,
): void {
  const { op, object, kind } = arrival;
  const shown = replica.shown.get(kind)?.get(object);
  const base = replica.base.get(object)?.[4] as RecordState | undefined;
  if (!shown) {
    const isBorn = [...replica.pending.values()].some(
      (own) => own.arrival.object === object && own.arrival.fixed,
    );
    must(!base && !isBorn, `P5: not on the screen of ${tab.name}`, arrival);
    return;
  }
  must(op in shown.ops, `P5: not in what ${tab.name} shows`, arrival, shown);
  if (base?.ops[op]) return;
  // Of an erased record, what the endpoint has answered `gone` leaves before the rest (rule 9): a link of the chain is missing.
  if (world.erased.has(object)) return;
  for (const field of Object.keys(arrival.set ?? {})) {
    const { current, superseded, shadowed } = shown.fields[field]!;
    const isShown =
      current.ops.includes(op) || superseded?.includes(op) || shadowed?.some(({ ops }) => ops.includes(op));
    const isElected = kind === 'session';
    must(
      isShown || isElected,
      `rule 10: ${tab.name} does not show its own ${field}`,
      arrival,
      shown.fields[field],
    );
  }
  for (const [field, chips] of Object.entries(arrival.add ?? {})) {
    for (const chip of chips) {
      const { on = [], removed = [] } = shown.chips[field]?.[chip] ?? {};
      must(
        on.includes(op) || removed.includes(op),
        `rule 10: ${tab.name} does not show its own chip ${chip}`,
      );
    }
  }
}

/** What has left the overlay is in the rows: in its record, or held with its text (rule 2). */
function checkGone(
  world: World,
  tab: Tab,
  progress: SyncProgress,
  replica: Replica,
  { arrival }: Pick<OwnChange, 'arrival'>,
): void {
  const { op, object, institution } = arrival;
  const scope = logScope(institution);
  if (world.erased.has(object)) return;
  const base = replica.base.get(object)?.[4] as RecordState | undefined;
  if (base?.ops[op]) return;
  const held = ['refused', 'parked'].some((kind) =>
    replica.rows.has(`${personScope(tab.person)} ${kind} ${op}`),
  );
  if (held) return;
  const isDownloading = progress.cursors[scope]?.back !== null;
  if (isDownloading && world.everRevoked.has(`${tab.person} ${scope}`)) return;
  throw new Violation(`rule 2: ${op} left the screen of ${tab.name} too early ${JSON.stringify(arrival)}`);
}

/** What a tablet calls sent is on the server, or the tablet is about to be told that the server lost it (P1). */
async function checkAcknowledged(
  { endpoint: { sql }, erased, ledger }: World,
  tab: Tab,
  progress: SyncProgress,
  ops: readonly { op: ChangeId; made: number }[],
): Promise<void> {
  const acknowledged = ops.filter(
    ({ op, made }) => holds(progress.acknowledged, made) && !erased.has(ledger.get(op)!.arrival.object),
  );
  if (acknowledged.length === 0 || (await judge(sql, progress.seen)) === 'lost') return;
  const wanted = acknowledged.map(({ op }) => op);
  const missing = await sql<{ op: ChangeId }[]>`
    select op from unnest(${wanted}::uuid[]) w (op)
    where not exists (select 1 from change c where c.op = w.op) and not exists (select 1 from parked p where p.op = w.op)`;
  must(missing.length === 0, `P1: ${tab.name} calls sent what the server has not got`, missing);
}

/** What must be true of the server after every step that reached it. */
export async function checkServer({ endpoint: { sql } }: World): Promise<void> {
  const torn = await sql`
    select c.op, c.object from change c join sync_row r on r.id = c.object and r.scope like 'log:%'
    where c.result ->> 'r' in ('ok', 'conflict') and not r.deleted and not r.doc -> 'ops' ? c.op::text`;
  must(torn.length === 0, 'P2: applied, but not in its record', torn);
  const unexplained = await sql`
    select r.id, o.op from sync_row r, jsonb_object_keys(r.doc -> 'ops') o (op)
    where r.scope like 'log:%' and not r.deleted
      and not exists (select 1 from change c where c.op = o.op::uuid and c.result ->> 'r' in ('ok', 'conflict'))`;
  must(unexplained.length === 0, 'P2: in a record without having been accepted', unexplained);
  const both = await sql`select op from parked join change using (op)`;
  must(both.length === 0, 'P2: parked and decided', both);
  const stuck = await sql`
    select p.op, p.waits_for from parked p
    where exists (select 1 from change c where c.op = p.waits_for)
       or exists (select 1 from sync_row r where r.id = p.waits_for and r.scope like 'log:%' and not r.deleted)`;
  must(stuck.length === 0, 'rule 4: it waits for what has come', stuck);
  const unseen = await sql`
    select p.op from parked p
    where not exists (select 1 from sync_row r where r.scope = 'u:' || p.person and r.kind = 'parked' and r.id = p.op and not r.deleted)`;
  must(unseen.length === 0, 'rule 4: parked, and its author cannot see it', unseen);
  const refused = await sql`
    select c.op from change c
    where c.result ->> 'r' = 'refused' and c.body is not null and (
      not exists (select 1 from sync_row r where r.scope = 'u:' || c.person and r.kind = 'refused' and r.id = c.op and not r.deleted)
      or not exists (select 1 from quarantine q where q.op = c.op::text))`;
  must(refused.length === 0, 'refused, and its text is not kept', refused);
  const ahead = await sql`select r.id from sync_row r, sync_clock c where r.v > c.v`;
  must(ahead.length === 0, 'a version is ahead of the clock', ahead);
}

/** No value that somebody saw and replaced stands, and every value that nobody has seen and replaced does (P3). */
export async function checkFields(world: World): Promise<void> {
  const rows = await world.endpoint.sql<{ doc: RecordState }[]>`
    select doc from sync_row where scope like 'log:%' and not deleted`;
  for (const { doc } of rows) {
    for (const [field, { current, alternatives, shadowed }] of Object.entries(doc.fields)) {
      const writers = Object.keys(doc.ops).flatMap((op) => {
        const written = world.ledger.get(op)?.arrival.set?.[field];
        return written ? [{ op, ...written }] : [];
      });
      const seen = new Set(writers.flatMap(({ basedOn }) => basedOn));
      const standing = [current, ...(alternatives ?? []), ...(shadowed ?? [])];
      for (const { value } of writers) {
        // Two who wrote the same do not disagree: who saw the one has seen the other.
        const isSeen = writers.some((other) => sameValue(other.value, value) && seen.has(other.op));
        const stands = standing.some((other) => sameValue(other.value, value));
        must(isSeen || stands, `P3: ${field} of ${doc.kind} has lost a value`, value, doc.fields[field]);
      }
      for (const { value, ops } of standing) {
        must(
          ops.some((op) => !seen.has(op)),
          `P3: ${field} of ${doc.kind} shows what was replaced`,
          value,
          doc.fields[field],
        );
      }
    }
  }
}

/** With no fault left and everything said: all agree, and every change is where it can be found (P1, P2, P4, P7). */
export async function checkQuiet(world: World): Promise<void> {
  const { sql } = world.endpoint;
  await checkServer(world);
  await checkFields(world);
  for (const tab of world.tabs) {
    const progress = await progressOf(tab);
    const { replica } = tab.vault;
    must(replica.pending.size === 0, `${tab.name} still waits`, [...replica.pending.keys()]);
    must(countOf(progress.acknowledged) === progress.changesMade, `${tab.name} has unsent changes`);
    const server = await sql<{ scope: string; kind: string; id: string; v: number; doc: unknown }[]>`
      select scope, kind, id, v, doc from sync_row where scope = any(${tab.scopes!}) and not deleted`;
    const theirs = Object.fromEntries(
      server.map(({ scope, kind, id, v, doc }) => [`${scope} ${kind} ${id}`, [v, doc]]),
    );
    const fresh = await openReplica(tab.device, tab.vault.dek);
    const own = Object.fromEntries(
      [...fresh.base.values(), ...fresh.rows.values()].map(([scope, kind, id, v, doc]) => [
        `${scope} ${kind} ${id}`,
        [v, doc],
      ]),
    );
    must(isDeepStrictEqual(own, theirs), `P4: ${tab.name} differs from the server`, own, theirs);
    for (const [kind, records] of fresh.shown) {
      for (const id of records.keys()) {
        const isBase = fresh.base.has(id) || !isRecordKind(kind);
        const isParked = [...fresh.rows.values()].some((row) => row[1] === 'parked');
        must(isBase || isParked, `${tab.name} shows what is in no row`, kind, id);
      }
    }
    const [device] = await sql<
      { made: number; unsent: number }[]
    >`select made, unsent from device where id = ${tab.device.id}`;
    if (tab.isOnlyOne)
      must(
        device!.made === progress.changesMade && device!.unsent === 0,
        'P7: counted wrongly',
        device,
        progress.changesMade,
      );
  }
  // What was added to an erased record is answered `gone` and kept nowhere (rule 9); a restore forgets that answer too.
  const isErased = ({ object, fixed }: IncomingChange): boolean =>
    world.erased.has(object) || world.erased.has(String(fixed?.consultation));
  const wanted = [...world.ledger]
    .filter(([op, { arrival }]) => !world.orphans.has(op) && !isErased(arrival))
    .map(([op]) => op);
  const missing = await sql`
    select op from unnest(${wanted}::uuid[]) w (op)
    where not exists (select 1 from change c where c.op = w.op) and not exists (select 1 from parked p where p.op = w.op)`;
  must(
    missing.length === 0,
    'P1: lost',
    missing,
    missing.map(({ op }) => world.ledger.get(op)),
  );
  const risen = await sql`select id from sync_row where id = any(${[...world.erased]}) and not deleted`;
  must(risen.length === 0, 'rule 9: erased, and here again', risen);
}
