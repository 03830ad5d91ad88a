import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { JSONValue, TransactionSql } from 'postgres';
import type { HerePage } from '#api/public-pages.ts';
import { type Ack, logScope } from '#api/sync.ts';
import { type Change, changeVersion, parseChange, toIncomingChange } from '#domain/change.ts';
import { inquirerRoles } from '#domain/consultation.ts';
import { dayOf, instantOf } from '#domain/day.ts';
import { doorEntryId, Id, outsideId } from '#domain/id.ts';
import { merge } from '#domain/merge/merge.ts';
import { fieldOf, type RecordState } from '#domain/merge/record-state.ts';
import { ruleOf } from '#domain/record-kinds.ts';
import type { Env } from '../access/login.ts';
import type { BookingPlace } from '../bookings/booking-codes.ts';
import { begins } from '../bookings/booking-row.ts';
import type { Deps } from '../platform/deps.ts';
import { nextVersion } from '../records/version.ts';
import { comingHours } from '../schedule/plan.ts';
import { atPlace, onwards, show } from './page-response.ts';
import { hourView, namesOf, type OpenNow, openNow, placeView } from './views.ts';

/** The author of what the endpoint writes for a person at the door. */
const systemAuthor = outsideId('person', 'system');

async function herePage(
  deps: Deps,
  place: BookingPlace,
  { request }: { request?: string | undefined },
): Promise<HerePage> {
  const { sql, now } = deps;
  const asker = Id.safeParse(request);
  const hours = await comingHours(sql, place, now());
  const open = await openNow(sql, deps, place, hours);
  const next = hours.find((hour) => hour.state === 'held' && begins(hour) > now());
  const names = await namesOf(sql, next ? [next.worker] : []);
  return {
    page: 'here',
    place: await placeView(sql, place),
    today: dayOf(now()),
    now: open,
    next: next ? hourView(next, names) : null,
    request: deps.makeId(),
    before:
      asker.success && open
        ? await waitingBefore(sql, place.number, doorEntryId(place.number, asker.data))
        : null,
  };
}

/** How many came before and still wait; null where this one does not wait here. */
async function waitingBefore(sql: Deps['sql'], place: string, id: Id): Promise<number | null> {
  const rows = await sql<{ doc: RecordState }[]>`
    select doc from sync_row
    where scope = ${logScope(place)} and kind = 'queueEntry' and not deleted
      and doc -> 'fixed' ->> 'date' = (
        select doc -> 'fixed' ->> 'date' from sync_row
        where scope = ${logScope(place)} and kind = 'queueEntry' and id = ${id})`;
  const entries = rows.map(({ doc }) => doc);
  const mine = entries.find((entry) => entry.id === id);
  if (!mine) return null;
  return entries.filter(
    (entry) =>
      entry.id !== id &&
      String(entry.fixed.since) <= String(mine.fixed.since) &&
      fieldOf(entry, 'state') === 'waiting',
  ).length;
}

/** *Jeg er her*: one tap at the door makes a queue entry for the hour that is open now, and for no other. */
export const doorRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.get(
    '/b/:place/her',
    atPlace(deps, async (c, place) =>
      show(c, deps, await herePage(deps, place, { request: c.req.query('nr') })),
    ),
  );
  app.post(
    '/b/:place/her',
    atPlace(deps, async (c, place) => {
      const sent = await c.req.parseBody();
      const role = inquirerRoles.find((one) => one === sent.role);
      const request = Id.safeParse(sent.request);
      const hours = await comingHours(deps.sql, place, deps.now());
      const open = await openNow(deps.sql, deps, place, hours);
      if (!role || !request.success || !open) return show(c, deps, await herePage(deps, place, {}));
      await addToQueue(deps, place.number, open, role, doorEntryId(place.number, request.data));
      return onwards(c, `${place.path}/her`, { nr: request.data });
    }),
  );
  return app;
};

const addToQueue = (deps: Deps, place: string, open: OpenNow, role: string, object: Id): Promise<void> =>
  deps.sql.begin(async (tx) => {
    const v = await nextVersion(tx);
    const at = instantOf(deps.now());
    const { session, dropIn, date } = open;
    await writeAsSystem(tx, v, deps, {
      ...{ sv: changeVersion, kind: 'queueEntry', verb: 'create', object, institution: place, at },
      fixed: { session, dropIn, date, role, since: at },
      set: { state: { v: 'waiting', saw: [] } },
    });
  });

/** A change made by the endpoint itself, merged and kept like a worker's. The same object again is no change. */
async function writeAsSystem(tx: TransactionSql, v: number, deps: Deps, body: Change): Promise<void> {
  const parsed = parseChange(body);
  if ('field' in parsed)
    throw new Error(`the endpoint made a ${body.kind} that breaks a rule: ${parsed.field}`);
  const { change } = parsed;
  const [known] = await tx`select 1 from sync_row where scope like 'log:%' and id = ${change.object}`;
  if (known) return;
  const op = deps.makeId();
  const { state } = merge(undefined, toIncomingChange(change, op, systemAuthor), ruleOf);
  const hash = createHash('sha256').update(JSON.stringify(change)).digest();
  const json = (value: unknown) => tx.json(value as JSONValue);
  await tx`
    insert into change (op, device, hash, person, kind, object, institution, body, device_at, received_at, v, result)
    values (${op}, ${systemAuthor}, ${hash}, ${systemAuthor}, ${change.kind}, ${change.object}, ${change.institution},
            ${json(change)}, ${change.at}, ${new Date(deps.now())}, ${v}, ${json({ op, r: 'ok' } satisfies Ack)})`;
  await tx`insert into sync_row (scope, kind, id, v, doc) values (${logScope(change.institution)}, ${change.kind}, ${change.object}, ${v}, ${json(state)})`;
}
