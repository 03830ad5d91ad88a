import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fetch, type NetworkError, signInAsDemo } from '#api/client/http.ts';
import { type PlanAnswer, readSchedule, runCommand } from '#api/client/schedule.ts';
import { paths } from '#api/paths.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { type Id, occurrenceId, outsideId } from '#domain/id.ts';
import type { HourDraft, PlanCommand } from '#domain/plan-command.ts';
import { documents } from '#tablet/store/replica.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet } from '../../helpers/tablet.ts';
import { book, jonas, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

// Monday 23 November 2026, 9 o'clock in Copenhagen.
let endpoint: Endpoint;
let lene: Fetch;
beforeEach(async () => {
  endpoint = await openEndpoint();
  lene = endpoint.browser();
  await signInAsDemo(lene, people.coordinator);
});
afterEach(() => endpoint.close());

const newId = (): Id => endpoint.deps.makeId();
/** Tries a command, looks, and carries it out. */
async function doIt(
  command: PlanCommand,
  request = newId(),
): Promise<{ tried: PlanAnswer; done: PlanAnswer }> {
  const tried = await runCommand(lene, { request, command });
  return { tried, done: await runCommand(lene, { request, command, planVersion: tried.planVersion }) };
}
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error as NetworkError).reason,
  );

/** The hour of the demo at Brovst Skole: Mondays 8.30–10, Mette Holm. */
const hourAt = async (institution: string): Promise<DropIn> =>
  (await readSchedule(lene)).dropIns.find((hour) => hour.institution === institution)!;
const draftOf = ({ id: _, follows: __, ...hour }: DropIn, more: Partial<HourDraft> = {}): HourDraft => ({
  ...hour,
  ...more,
});

/** The times that can be booked at a place, of one day. */
const timesOn = async (day: string, place: string = places.west): Promise<string[]> => {
  const page = await visit(endpoint).get(await pathOf(endpoint, place));
  return tidsIn(page.html).filter((tid) => tid.startsWith(day));
};
const bookOn = async (
  day: string,
  names: readonly string[],
  place: string = places.west,
): Promise<string[]> => {
  const path = await pathOf(endpoint, place);
  const links = [];
  for (const [index, name] of names.entries()) {
    const tid = (await timesOn(day, place))[0]!;
    const mail = `${name}${index}@skole.example`;
    links.push(await book(visit(endpoint), path, { ...jonas, name, mail, tid }));
  }
  return links;
};
const mails = async (kind: string): Promise<{ recipient: string; text: string }[]> =>
  endpoint.sql`select recipient, text from mail where kind = ${kind} order by recipient`;
const states = async (): Promise<string[]> =>
  (await endpoint.sql<{ state: string }[]>`select state from booking order by slot`).map(
    ({ state }) => state,
  );

const temadag = (more: object = {}): PlanCommand => ({
  type: 'close',
  closing: {
    name: 'Temadag',
    kinds: [],
    places: [places.west],
    from: '2026-11-30',
    to: '2026-11-30',
    ...more,
  },
});

describe('a place that is closed for a temadag', () => {
  it('lists its bookings and what each will read before anything is written, and writes nothing', async () => {
    await bookOn('2026-11-30', ['Anna', 'Bo']);
    const tried = await runCommand(lene, { request: newId(), command: temadag() });
    expect(tried.type).toBe('tried');
    expect(
      tried.affectedBookings.map(({ role, date, start, becomes }) => [role, date, start, becomes]),
    ).toEqual([
      ['teacher', '2026-11-30', '08:30', 'mustMove'],
      ['teacher', '2026-11-30', '08:50', 'mustMove'],
    ]);
    expect(tried.affectedBookings[0]!.mail!.text).toContain('Mandag 30. november 2026');
    expect(tried.noLongerHeld).toEqual([
      { institution: places.west, worker: people.west, date: '2026-11-30', start: '08:30', end: '10:00' },
    ]);
    expect(await states()).toEqual(['confirmed', 'confirmed']);
    expect(await mails('mustMove')).toEqual([]);
    expect((await readSchedule(lene)).closings.map(({ name }) => name)).not.toContain('Temadag');
    expect(JSON.stringify(tried)).not.toMatch(/Anna|skole\.example|\/b\/t\/[^…\\]/);
  });

  it('tells each of them once when it is saved, however often the request is sent', async () => {
    const [link] = await bookOn('2026-11-30', ['Anna', 'Bo']);
    const request = newId();
    const { tried, done } = await doIt(temadag(), request);
    expect(done.type).toBe('saved');
    expect(await runCommand(lene, { request, command: temadag(), planVersion: tried.planVersion })).toEqual(
      done,
    );
    expect((await mails('mustMove')).map(({ recipient }) => recipient)).toEqual([
      'Anna0@skole.example',
      'Bo1@skole.example',
    ]);
    expect(await states()).toEqual(['mustMove', 'mustMove']);
    expect(await timesOn('2026-11-30')).toEqual([]);
    // Her own page still offers her the times of the week after.
    const page = await visit(endpoint).get(`${link}?flyt=1`);
    expect(page.html).toContain('2026-12-07T08:30');
    expect((await readSchedule(lene)).changes[0]).toMatchObject({
      by: 'Lene Dahl',
      command: temadag(),
      told: 2,
    });
  });

  it('closes no other place, and gives the bookings back when it is opened again', async () => {
    await bookOn('2026-11-30', ['Anna']);
    const other = await timesOn('2026-11-30', '849004');
    const request = newId();
    await doIt(temadag(), request);
    expect(await timesOn('2026-11-30', '849004')).toEqual(other);
    const { tried, done } = await doIt({ type: 'open', id: request });
    expect(tried.affectedBookings.map(({ becomes }) => becomes)).toEqual(['standsAgain']);
    expect(done.heldAgain).toHaveLength(1);
    expect(await states()).toEqual(['confirmed']);
    expect(await mails('standsAgain')).toHaveLength(1);
  });

  it('can be made longer, and what has been closed stays closed', async () => {
    const request = newId();
    await doIt(temadag(), request);
    endpoint.clock.set('2026-12-02T08:00:00.000Z');
    lene = endpoint.browser();
    await signInAsDemo(lene, people.coordinator);
    const at = (from: string, to: string): PlanCommand => ({
      type: 'reclose',
      id: request,
      closing: { name: 'Temadag', kinds: [], places: [places.west], from, to },
    });
    expect(await failure(doIt(at('2026-12-01', '2026-12-08')))).toBe('invalid');
    expect((await doIt(at('2026-11-30', '2026-12-08'))).done.noLongerHeld.map(({ date }) => date)).toEqual([
      '2026-12-07',
    ]);
    expect(await failure(doIt({ type: 'open', id: request }))).toBe('invalid');
  });
});

describe('an hour that is changed from a date', () => {
  it('ends the day before as it was, and bookings that still fit go along, told only of what is new to them', async () => {
    await bookOn('2026-11-30', ['Anna']);
    await bookOn('2026-12-07', ['Bo', 'Carla']);
    const old = await hourAt(places.west);
    const hour = draftOf(old, { validFrom: '2026-12-07', room: 'Biblioteket', end: '09:00' });
    const { tried, done } = await doIt({ type: 'change', id: old.id, hour });
    expect(tried.affectedBookings.map(({ date, start, becomes }) => [date, start, becomes])).toEqual([
      ['2026-12-07', '08:30', 'moved'],
      ['2026-12-07', '08:50', 'mustMove'],
    ]);
    expect(done.type).toBe('saved');
    const { dropIns } = await readSchedule(lene);
    const [before, after] = [
      dropIns.find(({ id }) => id === old.id)!,
      dropIns.find(({ follows }) => follows === old.id)!,
    ];
    expect(before).toEqual({ ...old, validTo: '2026-12-06' });
    expect(after).toMatchObject({ validFrom: '2026-12-07', validTo: null, room: 'Biblioteket' });
    expect(await states()).toEqual(['confirmed', 'confirmed', 'mustMove']);
    const rows = await endpoint.sql`select day, room, drop_in, occurrence from booking order by slot limit 2`;
    expect(rows).toEqual([
      { day: '2026-11-30', room: old.room, drop_in: old.id, occurrence: occurrenceId(old.id, '2026-11-30') },
      {
        day: '2026-12-07',
        room: 'Biblioteket',
        drop_in: after.id,
        occurrence: occurrenceId(after.id, '2026-12-07'),
      },
    ]);
    expect((await mails('moved'))[0]!.text).toContain('Biblioteket');
  });

  it('says nothing to those for whom nothing changes', async () => {
    await bookOn('2026-12-07', ['Bo']);
    const old = await hourAt(places.west);
    const { tried, done } = await doIt({
      type: 'change',
      id: old.id,
      hour: draftOf(old, { validFrom: '2026-12-01', end: '10:20' }),
    });
    expect(tried.affectedBookings).toEqual([]);
    expect(done.made[0]!.validFrom).toBe('2026-12-01');
    const [booking] = await endpoint.sql`select state, drop_in from booking`;
    expect(booking).toEqual({ state: 'confirmed', drop_in: done.made[0]!.id });
  });

  it('keeps what was changed on single dates', async () => {
    const old = await hourAt(places.west);
    const hour = occurrenceId(old.id, '2026-12-07');
    const cancel: PlanCommand = {
      type: 'cancel',
      institution: places.west,
      hour,
      date: '2026-12-07',
      reason: 'Kursus',
    };
    expect((await doIt(cancel)).done.noLongerHeld.map(({ date }) => date)).toEqual(['2026-12-07']);
    const { done } = await doIt({
      type: 'change',
      id: old.id,
      hour: draftOf(old, { validFrom: '2026-12-01', room: 'Biblioteket' }),
    });
    const days = (await timesOn('2026-12')).map((tid) => tid.slice(0, 10));
    expect(days).not.toContain('2026-12-07');
    expect(days).toContain('2026-12-14');
    const { occurrences } = await readSchedule(lene);
    expect(occurrences.map(({ fixed }) => fixed.dropIn)).toContain(done.made[0]!.id);
  });

  it('is refused for a day that has begun, and for places and workers that are not hers', async () => {
    const old = await hourAt(places.west);
    const change = (more: Partial<HourDraft>): PlanCommand => ({
      type: 'change',
      id: old.id,
      hour: draftOf(old, { validFrom: '2026-12-01', ...more }),
    });
    expect(await failure(doIt(change({ validFrom: '2026-11-23' })))).toBe('invalid');
    expect(await failure(doIt(change({ worker: people.east })))).toBe('invalid');
    expect(await failure(doIt(change({ end: '08:30' })))).toBe('invalid');
    await endpoint.sql`delete from coordinates where cluster = 'Brovst'`;
    expect(await failure(doIt(change({})))).toBe('invalid');
    expect((await readSchedule(lene)).dropIns.some(({ institution }) => institution === places.west)).toBe(
      false,
    );
  });

  it('that would put a worker in two places at once is refused, and says where', async () => {
    const old = await hourAt(places.west);
    const hour = draftOf(old, { validFrom: '2026-12-01', start: '11:00', end: '12:30' });
    const { tried, done } = await doIt({ type: 'change', id: old.id, hour });
    expect([tried.type, done.type]).toEqual(['clash', 'clash']);
    expect(done.clashes.map(({ of, date, place }) => [of, date, place])).toEqual([
      ['worker', '2026-12-07', 'Fjerritslev Skole'],
    ]);
    expect((await hourAt(places.west)).validTo).toBeNull();
  });
});

describe('what was seen', () => {
  it('is what is done: a booking that came in between is shown first', async () => {
    const request = newId();
    const tried = await runCommand(lene, { request, command: temadag() });
    await bookOn('2026-11-30', ['Anna']);
    const again = await runCommand(lene, { request, command: temadag(), planVersion: tried.planVersion });
    expect([again.type, again.affectedBookings.length]).toEqual(['changed', 1]);
    expect(await states()).toEqual(['confirmed']);
    expect(
      (await runCommand(lene, { request, command: temadag(), planVersion: again.planVersion })).type,
    ).toBe('saved');
  });

  it('is shown anew when another coordinator has changed the same hour', async () => {
    const old = await hourAt(places.west);
    const request = newId();
    const command: PlanCommand = { type: 'end', id: old.id, on: '2026-12-31' };
    const tried = await runCommand(lene, { request, command });
    await doIt({ type: 'end', id: old.id, on: '2027-06-30' });
    const again = await runCommand(lene, { request, command, planVersion: tried.planVersion });
    expect(again.type).toBe('changed');
    expect((await hourAt(places.west)).validTo).toBe('2027-06-30');
  });

  it('belongs to one command: the same request with another is refused', async () => {
    const request = newId();
    await doIt(temadag(), request);
    expect(await failure(runCommand(lene, { request, command: temadag({ name: 'Andet' }) }))).toBe('reused');
  });
});

describe('a copy to the next school year', () => {
  it('ends each hour with its year, makes one for the next, and made again makes nothing more', async () => {
    const { dropIns } = await readSchedule(lene);
    const command: PlanCommand = { type: 'copy', ids: dropIns.map(({ id }) => id), year: 2027 };
    const { tried, done } = await doIt(command);
    expect(tried.clashes).toEqual([]);
    expect(done.made).toHaveLength(dropIns.length);
    const { dropIns: now } = await readSchedule(lene);
    for (const old of dropIns) {
      expect(now).toContainEqual({ ...old, validTo: '2027-07-31' });
      const next = now.find(({ follows }) => follows === old.id);
      expect(next).toMatchObject({ validFrom: '2027-08-01', validTo: '2028-07-31', start: old.start });
    }
    expect((await doIt(command)).done.made).toEqual([]);
  });

  it('is made of what an hour has become, once, also where both are chosen', async () => {
    const old = await hourAt(places.west);
    const hour = draftOf(old, { validFrom: '2026-12-01', room: 'Biblioteket' });
    const [next] = (await doIt({ type: 'change', id: old.id, hour })).done.made;
    const { done } = await doIt({ type: 'copy', ids: [old.id, next!.id], year: 2027 });
    expect(done.made).toMatchObject([{ room: 'Biblioteket', follows: next!.id, validFrom: '2027-08-01' }]);
  });

  it('is only of the next year', async () => {
    const { dropIns } = await readSchedule(lene);
    expect(await failure(doIt({ type: 'copy', ids: [dropIns[0]!.id], year: 2028 }))).toBe('invalid');
  });
});

describe('a new plan', () => {
  it('is on the tablet after its next sync, and what was taken out is gone from it', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const replica = () => tablet.vault.replica;
    const request = newId();
    const old = await hourAt(places.west);
    await doIt(temadag(), request);
    const hour = draftOf(old, { weekday: 5, validFrom: '2026-12-01' });
    const added = newId();
    await doIt({ type: 'create', hour }, added);
    await tablet.sync();
    expect(documents(replica(), 'closing')).toContainEqual({ ...temadagOn(request) });
    expect(documents(replica(), 'dropIn').find(({ id }) => id === added)).toMatchObject({ weekday: 5 });
    await doIt({ type: 'remove', id: added });
    await doIt({ type: 'open', id: request });
    await tablet.sync();
    expect(documents(replica(), 'closing').map(({ id }) => id)).not.toContain(request);
    expect(documents(replica(), 'dropIn').map(({ id }) => id)).not.toContain(added);
  });
});
const temadagOn = (id: Id) => ({
  ...{ id, name: 'Temadag', kinds: [], places: [places.west], from: '2026-11-30', to: '2026-11-30' },
});

describe('the schedule desk', () => {
  it('is closed to workers and strangers, to other sites, and to what is no command', async () => {
    const mette = endpoint.browser();
    expect(await failure(readSchedule(mette))).toBe('signIn');
    await signInAsDemo(mette, people.west);
    expect(await failure(readSchedule(mette))).toBe('forbidden');
    expect(await failure(runCommand(mette, { request: newId(), command: temadag() }))).toBe('forbidden');
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      lene(paths.schedule, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const asked = { request: newId(), command: temadag() };
    expect((await send(asked, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const wrong of [
      null,
      {},
      { ...asked, command: { type: 'burn' } },
      { ...asked, command: { ...temadag(), closing: null } },
      { ...asked, command: temadag({ name: '', kinds: [] }) },
      { ...asked, command: temadag({ places: ['999999'] }) },
      { ...asked, command: temadag({ from: '2026-11-01' }) },
      { ...asked, command: { type: 'end', id: outsideId('dropIn', 'nobody'), on: '2026-12-01' } },
    ]) {
      const answer = await send(wrong);
      expect([answer.status, (await answer.json()).problem], JSON.stringify(wrong)).toEqual([400, 'invalid']);
    }
  });

  it('never overwrites a rule by a request that bears its name', async () => {
    const old = await hourAt(places.west);
    const command: PlanCommand = {
      type: 'create',
      hour: draftOf(old, { validFrom: '2026-12-01', weekday: 5 }),
    };
    expect(await failure(runCommand(lene, { request: old.id, command }))).toBe('invalid');
  });

  it('shows the history of her own places only', async () => {
    await doIt(temadag());
    await endpoint.sql`
      delete from coordinates where cluster = (select cluster from institution where number = ${places.west})`;
    const { places: left, changes } = await readSchedule(lene);
    expect(left.length).toBeGreaterThan(0);
    expect(JSON.stringify(changes)).not.toContain(places.west);
  });

  it('keeps its history for ever', async () => {
    await doIt(temadag());
    await expect(endpoint.sql`delete from plan_change`).rejects.toThrow('only added to');
    await expect(endpoint.sql`update plan_change set at = at`).rejects.toThrow('only added to');
  });
});
