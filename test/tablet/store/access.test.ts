import { beforeAll, describe, expect, it } from 'vitest';
import { startSession } from '#tablet/actions/session.ts';
import { keepAccess, loseAccess } from '#tablet/store/access.ts';
import { coveredReplica } from '#tablet/store/covered.ts';
import { withTablet } from '#tablet/store/device.ts';
import { records } from '#tablet/store/replica.ts';
import { write } from '#tablet/store/write.ts';
import { days, minutes } from '../../helpers/clock.ts';
import { newId } from '../../helpers/ids.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

let lone: LoneVault;
beforeAll(async () => {
  lone = await makeLoneVault();
});

const institution = '849003';
const talk = async (session: string): Promise<string> => {
  const object = newId();
  const started = new Date(lone.clock.now()).toISOString();
  const fixed = { session, started };
  await write(lone.vault, [{ kind: 'consultation', verb: 'create', object, institution, fixed }]);
  return object;
};

describe('what a vault reads with, on the tablet', () => {
  it('is sealed: nothing of it stands in the list of vaults', async () => {
    await keepAccess(lone.vault, { credential: 'hemmeligt-bevis', until: '2026-12-01T08:00:00.000Z' });
    const rows = await withTablet((db) => db.vaults.toArray());
    const bytes = rows.map(({ access }) => Buffer.from(access).toString('latin1')).join();
    expect(JSON.stringify(rows) + bytes).not.toContain('hemmeligt-bevis');
    await lone.reload();
    expect(lone.vault.access).toEqual({ credential: 'hemmeligt-bevis', until: '2026-12-01T08:00:00.000Z' });
  });

  it('where the disk has damaged it, the vault opens and reads nothing', async () => {
    const { access } = lone.row;
    lone.row.access = access.map((byte) => byte ^ 1);
    await lone.reload();
    expect(Date.parse(lone.vault.access.until)).toBe(lone.clock.now());
    lone.row.access = access;
    await lone.reload();
  });

  it('over, the replica shows hours and what she writes since, and nothing said before; renewed, everything', async () => {
    const hour = { institution, dropIn: null, date: '2026-11-23', start: '09:00', end: '10:00', room: '' };
    const session = await startSession(lone.vault, hour);
    const before = await talk(session);
    lone.clock.pass(minutes(1));
    await loseAccess(lone.vault);
    lone.clock.pass(minutes(1));
    const after = await talk(session);
    const { replica, access } = lone.vault;
    const shown = coveredReplica(replica, access.until);
    expect(records(shown, 'session').map(({ id }) => id)).toEqual([session]);
    expect(records(shown, 'consultation').map(({ id }) => id)).toEqual([after]);
    expect(shown.base.size).toBe(0);
    expect(shown.isCovered).toBe(true);
    expect(new Set(records(replica, 'consultation').map(({ id }) => id))).toEqual(new Set([before, after]));
    await keepAccess(lone.vault, { ...access, until: new Date(lone.clock.now() + days(7)).toISOString() });
  });
});
