import { Hono } from 'hono';
import type { HerePage } from '#api/public-pages.ts';
import { logScope } from '#api/sync.ts';
import { inquirerRoles } from '#domain/consultation.ts';
import { dayOf, instantOf } from '#domain/day.ts';
import { doorEntryId, Id } from '#domain/id.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import type { Env } from '../access/login.ts';
import { namesOf } from '../access/places.ts';
import { endpointAuthor } from '../access/roles.ts';
import type { BookingPlace } from '../bookings/booking-codes.ts';
import { begins } from '../bookings/booking-row.ts';
import { applyServerChanges, wasRefused } from '../changes/server-change.ts';
import type { Deps } from '../platform/deps.ts';
import { nextVersion } from '../records/version.ts';
import { comingHours } from '../schedule/plan.ts';
import { atPlace, formOf, onwards, show } from './page-response.ts';
import { hourView, type OpenNow, openNow, placeView } from './views.ts';

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
    type: 'here',
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
  const rows = await sql<{ doc: RecordOf<'queueEntry'> }[]>`
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
      entry.id !== id && entry.fixed.since <= mine.fixed.since && fieldOf(entry, 'state') === 'waiting',
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
      const text = await formOf(c);
      const role = inquirerRoles.find((one) => one === text('role'));
      const request = Id.safeParse(text('request'));
      const hours = await comingHours(deps.sql, place, deps.now());
      const open = await openNow(deps.sql, deps, place, hours);
      if (!role || !request.success || !open) return show(c, deps, await herePage(deps, place, {}));
      await addToQueue(deps, place.number, open, role, doorEntryId(place.number, request.data));
      return onwards(c, `${place.path}/her`, { nr: request.data });
    }),
  );
  return app;
};

/** A second tap with the same request finds the entry of the first. */
const addToQueue = (deps: Deps, place: string, open: OpenNow, role: string, object: Id): Promise<void> =>
  deps.sql.begin(async (tx) => {
    const v = await nextVersion(tx);
    const [known] = await tx`select 1 from sync_row where scope like 'log:%' and id = ${object}`;
    if (known) return;
    const { session, dropIn, date } = open;
    const fixed = { session, dropIn, date, role, since: instantOf(deps.now()) };
    const set = { state: 'waiting' };
    const entry = { kind: 'queueEntry', object, institution: place, fixed, set } as const;
    const [ack] = await applyServerChanges(tx, v, deps, endpointAuthor, [entry]);
    if (wasRefused(ack!)) throw new Error(`the endpoint made an entry that breaks a rule: ${ack!.problem}`);
  });
