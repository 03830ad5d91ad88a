import type { TransactionSql } from 'postgres';
import type { ChangePlaces } from '#api/places-request.ts';
import type { Id } from '#domain/id.ts';
import { audit } from '../access/audit.ts';
import { placesOf } from '../access/places.ts';
import { renewCode } from '../bookings/booking-codes.ts';
import { renewFeed } from '../feeds/feed.ts';
import type { Deps } from '../platform/deps.ts';
import { nextVersion } from '../records/version.ts';
import { saveMunicipality, savePlace } from '../schedule/place.ts';
import { workersAt } from './read-places.ts';

/** Makes one change for a coordinator and its line in the audit, both or neither; false where the coordinator may not make it. */
export const changePlaces = (deps: Deps, coordinator: Id, asked: ChangePlaces): Promise<boolean> =>
  deps.sql.begin(async (tx) => {
    const v = await nextVersion(tx);
    if (!(await mayChange(tx, coordinator, asked))) return false;
    await change(tx, v, deps, asked);
    const verb = `places.${asked.type}` as const;
    await audit(tx, { at: deps.now(), person: coordinator, verb, object: objectOf(asked) });
    return true;
  });

const objectOf = (asked: ChangePlaces): string | null =>
  'worker' in asked ? asked.worker : 'institution' in asked ? asked.institution : null;

/** A coordinator may change the own places and their workers; what holds for the whole municipality, every coordinator. */
async function mayChange(tx: TransactionSql, coordinator: Id, asked: ChangePlaces): Promise<boolean> {
  if ('institution' in asked && asked.institution !== null) {
    return (await placesOf(tx, coordinator)).some(({ number }) => number === asked.institution);
  }
  if (!('worker' in asked)) return true;
  const places = await placesOf(tx, coordinator);
  return (await workersAt(tx, places)).some(({ id }) => id === asked.worker);
}

async function change(tx: TransactionSql, v: number, deps: Deps, asked: ChangePlaces): Promise<void> {
  switch (asked.type) {
    case 'code':
      await renewCode(tx, v, asked.institution, new Date(deps.now()));
      return;
    case 'placeFeed':
      await renewFeed(tx, deps, { institution: asked.institution });
      return;
    case 'workerFeed':
      await renewFeed(tx, deps, { person: asked.worker });
      return;
    case 'contact': {
      const { institution, phone, phoneOf } = asked;
      if (institution === null) await saveMunicipality(tx, v, { phone, phoneOf });
      else await savePlace(tx, v, institution, { phone, phoneOf });
      return;
    }
    case 'keepDays':
      await saveMunicipality(tx, v, { keepDays: asked.keepDays });
      return;
    case 'acute':
      await saveMunicipality(tx, v, { acute: asked.acute });
  }
}
