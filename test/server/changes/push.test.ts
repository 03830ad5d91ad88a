import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncLimits } from '#api/sync.ts';
import { writeMissingLines } from '#server/log/projection.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { bodies, openRawDevice, type RawDevice } from '../../helpers/raw-device.ts';

let endpoint: Endpoint;
let west: RawDevice;
const session = newId();
const talk = newId();
const place = places.shared;

beforeAll(async () => {
  endpoint = await openEndpoint();
  west = await openRawDevice(endpoint, people.west);
  await west.send(bodies.session(session, people.west, place), bodies.consultation(talk, session, place));
});
afterAll(() => endpoint?.close());

const note = (text: string, of = talk) => bodies.note(newId(), of, place, text);
const concern = (of: string) => ({
  ...note('', of),
  kind: 'concern',
  fixed: { consultation: of, clockStart: '2026-11-23' },
  set: { state: { value: 'open', basedOn: [] } },
});
/** What no rule of ours finds fault with, and this database has none of. */
const atFault = () => note('kun databasen siger nej');

describe('a large push', () => {
  it('of as many changes as the protocol allows arrives whole', async () => {
    const notes = Array.from({ length: syncLimits.changesPerPush }, (_, n) => note(`${n}`));
    const acks = await west.send(...notes);
    expect(acks.every(({ r }) => r === 'ok')).toBe(true);
    const [{ count } = { count: 0 }] = await endpoint.sql<{ count: number }[]>`
      select count(*) from sync_row where id = any(${notes.map(({ object }) => object)})`;
    expect(count).toBe(notes.length);
  }, 60_000);

  it('refuses by name the changes that the database will not have, and takes all the others', async () => {
    await endpoint.sql`
      alter table change add constraint none_of_these
        check (body -> 'fixed' ->> 'text' is distinct from 'kun databasen siger nej')`;
    const hung = newId();
    const changes = Array.from({ length: 60 }, (_, n) => note(`nr. ${n}`));
    changes.splice(11, 0, atFault());
    changes.splice(40, 1, atFault());
    changes.push(bodies.consultation(hung, session, place), note('den kommer med', hung));
    const acks = await west.send(...changes);
    const refused = acks.flatMap(({ r, problem }, at) => (r === 'ok' ? [] : [[at, problem]]));
    expect(refused).toEqual([
      [11, 'unexpected'],
      [40, 'unexpected'],
    ]);
    const [kept] = await endpoint.sql<{ count: number }[]>`
      select count(*) from quarantine where op = any(${[11, 40].map((at) => acks[at]!.op)})`;
    expect(kept!.count).toBe(2);
    await endpoint.sql`alter table change drop constraint none_of_these`;
  });
});

describe('the coordinator’s lines of what a push brings', () => {
  const lines = () => endpoint.sql`select * from log_line order by consultation`;

  it('are what the records say, for new consultations and for old ones', async () => {
    const [fresh, other] = [newId(), newId()];
    await west.send(
      bodies.consultation(fresh, session, place),
      concern(fresh),
      bodies.consultation(other, session, place),
      note('ny', other),
    );
    await west.send(concern(other), note('mere'), note('mere', fresh));
    const written = await lines();
    expect(written.filter(({ clock_start }) => clock_start !== null)).toHaveLength(2);
    await endpoint.sql`delete from log_line`;
    await writeMissingLines(endpoint.sql);
    expect(await lines()).toEqual(written);
  });
});
