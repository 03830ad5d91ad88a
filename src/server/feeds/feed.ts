import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { TransactionSql } from 'postgres';
import { feedLimits } from '#api/feeds.ts';
import { addDays, type Day, dayOf, daysBetween, type Instant } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionKind, InstitutionNumber } from '#domain/institution.ts';
import type { Hour } from '#domain/occurrence.ts';
import type { Env } from '../access/login.ts';
import type { Deps } from '../platform/deps.ts';
import { hashOf } from '../platform/secret.ts';
import { hoursAt } from '../schedule/plan.ts';
import { type CalendarEntry, calendarText } from './calendar-text.ts';

/** Whose hours: a worker's at every place, or a place's with all its workers. */
export type FeedOwner = { person: Id } | { institution: InstitutionNumber };

const ownerColumns = (owner: FeedOwner): { person: Id | null; institution: string | null } => ({
  person: 'person' in owner ? owner.person : null,
  institution: 'institution' in owner ? owner.institution : null,
});

async function findFeed(sql: Deps['sql'] | TransactionSql, owner: FeedOwner): Promise<Id | undefined> {
  const { person, institution } = ownerColumns(owner);
  const [feed] = await sql<{ id: Id }[]>`
    select id from feed where retired_at is null
      and person is not distinct from ${person} and institution is not distinct from ${institution}`;
  return feed?.id;
}

/** The secret part of a feed's address; the feed is made when it is first asked for. */
export async function feedSecret(deps: Deps, owner: FeedOwner): Promise<string> {
  const known = await findFeed(deps.sql, owner);
  if (known) return deps.booking.secretOf('feed', known);
  await makeFeed(deps.sql, deps, owner);
  return deps.booking.secretOf('feed', (await findFeed(deps.sql, owner))!);
}

/** The whole addresses of several owners' feeds, by number or id; those that are missing are made. */
export async function feedUrls(deps: Deps, owners: readonly FeedOwner[]): Promise<Map<string, string>> {
  const known = await deps.sql<{ id: Id; owner: string }[]>`
    select id, coalesce(institution, person::text) as owner from feed where retired_at is null`;
  const ids = new Map(known.map(({ id, owner }) => [owner, id]));
  const urls = new Map<string, string>();
  for (const owner of owners) {
    const name = 'person' in owner ? owner.person : owner.institution;
    const id = ids.get(name);
    const secret = id ? deps.booking.secretOf('feed', id) : await feedSecret(deps, owner);
    urls.set(name, `${deps.booking.publicUrl}/feed/${secret}.ics`);
  }
  return urls;
}

async function makeFeed(sql: Deps['sql'] | TransactionSql, deps: Deps, owner: FeedOwner): Promise<void> {
  const { person, institution } = ownerColumns(owner);
  const id = deps.makeId();
  const secret = hashOf(deps.booking.secretOf('feed', id));
  await sql`
    insert into feed (id, person, institution, secret, made_at)
    values (${id}, ${person}, ${institution}, ${secret}, ${new Date(deps.now())}) on conflict do nothing`;
}

/** Ends the old address, for all its subscribers, and makes a new one. */
export async function renewFeed(tx: TransactionSql, deps: Deps, owner: FeedOwner): Promise<void> {
  const { person, institution } = ownerColumns(owner);
  await tx`
    update feed set retired_at = ${new Date(deps.now())} where retired_at is null
      and person is not distinct from ${person} and institution is not distinct from ${institution}`;
  await makeFeed(tx, deps, owner);
}

interface Served {
  number: InstitutionNumber;
  name: string;
  kind: InstitutionKind;
}

/** Days back and ahead that a feed shows. */
const back = 28;
const ahead = 365;

/**
 * `GET /feed/<secret>.ics`: hours only, never a booking or a person besides the worker. Each hour is an entry of its own for
 * twelve months, with an id that stays when it is moved and a sequence that rises when anything about it changes.
 */
export const feedRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>().get('/feed/:file{[\\w-]+\\.ics}', async (c) => {
    const { sql } = deps;
    const secret = c.req.param('file').slice(0, -'.ics'.length);
    const [feed] = await sql<{ person: Id | null; institution: string | null; retired: boolean }[]>`
      select person, institution, retired_at is not null as retired from feed where secret = ${hashOf(secret)}`;
    if (!feed || feed.retired) return c.text('', feed ? 410 : 404);
    const places = await sql<Served[]>`
      select distinct i.number, i.name, i.kind from institution i
      left join assignment a on a.institution = i.number and a.person = ${feed.person}
      where i.number = ${feed.institution} or a.id is not null
         or exists (select from drop_in d where d.institution = i.number and d.worker = ${feed.person})
      order by i.number limit ${feedLimits.places}`;
    const entries: CalendarEntry[] = [];
    for (const place of places) entries.push(...(await entriesAt(deps, place, feed.person)));
    const [named] = await sql<{ name: string }[]>`
      select name from person where id = ${feed.person} union all select name from institution where number = ${feed.institution}`;
    const text = calendarText(nearest(entries, dayOf(deps.now())), {
      method: 'PUBLISH',
      feed: { name: `Træffetid · ${named!.name}` },
    });
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const headers = { etag, 'cache-control': 'private, no-cache' };
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
    return c.body(text, 200, { ...headers, 'content-type': 'text/calendar; charset=utf-8' });
  });

/** So many as a feed may have, by how near they are to today; they stand as they stood. */
function nearest(entries: readonly CalendarEntry[], today: Day): readonly CalendarEntry[] {
  if (entries.length <= feedLimits.entries) return entries;
  const distance = ({ date }: CalendarEntry): number => Math.abs(daysBetween(today, date));
  const near = entries.toSorted((one, other) => distance(one) - distance(other)).slice(0, feedLimits.entries);
  const kept = new Set(near);
  return entries.filter((entry) => kept.has(entry));
}

async function entriesAt(deps: Deps, place: Served, person: Id | null): Promise<CalendarEntry[]> {
  const { sql, now } = deps;
  const today = dayOf(now());
  const hours = await hoursAt(sql, place, addDays(today, -back), addDays(today, ahead));
  const changes = await changesAt(sql, place.number);
  const people = await sql<{ id: Id; name: string }[]>`select id, name from person`;
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const shown = hours.filter(
    ({ state, worker }) =>
      (state === 'held' || state === 'cancelled') && (person === null || worker === person),
  );
  return shown.map((hour) => entryOfHour(deps, hour, place.name, names.get(hour.worker) ?? '', changes));
}

const entryOfHour = (
  deps: Deps,
  { id, dropIn, date, start, end, room, state, reason }: Hour,
  place: string,
  worker: string,
  changes: Changes,
): CalendarEntry => {
  const planned = dropIn ? changes.get(dropIn) : undefined;
  const differs = changes.get(id);
  return {
    uid: `${id}@traeffetid`,
    sequence: (planned?.count ?? 0) + (differs?.count ?? 0),
    stamp: [planned?.at ?? '', differs?.at ?? ''].sort().at(-1)!,
    date,
    start,
    end,
    title: deps.booking.texts.entry('hour', { place, worker, cancelled: state === 'cancelled' }, 'da'),
    location: `${place}, ${room}`,
    cancelled: state === 'cancelled',
    ...(reason && { reason }),
  };
};

/** How often a drop-in or an occurrence was changed, and when last, by id. */
type Changes = ReadonlyMap<Id, { count: number; at: Instant }>;

async function changesAt(sql: Deps['sql'], place: InstitutionNumber): Promise<Changes> {
  const rows = await sql<{ id: Id; count: number; at: Instant }[]>`
    select id, sequence as count, to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from drop_in where institution = ${place}
    union all
    select object, count(*)::int, to_char(max(received_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    from change where kind = 'occurrence' and institution = ${place} group by object`;
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
