import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetch } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import type { SyncAnswer } from '#api/sync.ts';
import { openServerKeys } from '#server/platform/server-keys.ts';
import { notesOf, saveConsultation } from '#tablet/actions/consultation.ts';
import { startSession } from '#tablet/actions/session.ts';
import { openDevice } from '#tablet/store/device.ts';
import { documents, record } from '#tablet/store/replica.ts';
import { unlock } from '#tablet/store/vault.ts';
import { days } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: '',
};

describe('an answer that is not the endpoint’s', () => {
  const json = { 'content-type': 'application/json' };
  const answer = { p: 2, acks: [], scopes: [], rows: [], more: false };
  const strange: { [what: string]: (real: SyncAnswer) => Response } = {
    'a page of a captive portal': () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    'a page that calls itself JSON': () => new Response('<html>', { headers: json }),
    'no content': () => new Response(null, { status: 204 }),
    'a cut body': (real) => new Response(JSON.stringify(real).slice(0, -3), { headers: json }),
    'another schema': () => new Response(JSON.stringify(answer), { headers: json }),
    'another nonce': (real) =>
      new Response(JSON.stringify({ ...real, nonce: 'somebody-else' }), { headers: json }),
    'another protocol': (real) => new Response(JSON.stringify({ ...real, p: 1 }), { headers: json }),
    'an unknown problem': () => new Response('{"problem":"<b>"}', { status: 403, headers: json }),
  };
  for (const [what, respond] of Object.entries(strange)) {
    it(`acknowledges nothing: ${what}`, async () => {
      const tablet = await makeTablet(endpoint, people.west);
      await startSession(tablet.vault, hour);
      const real = tablet.fetch;
      tablet.fetch = async (path, init) =>
        path === paths.sync
          ? respond((await (await real(path, init)).json()) as SyncAnswer)
          : real(path, init);
      await expect(tablet.sync(1)).rejects.toMatchObject({ reason: 'strange' });
      expect(tablet.vault.replica.pending.size).toBe(1);
      tablet.fetch = real;
      expect(await tablet.sync()).toMatchObject({ unsent: 0 });
      expect(tablet.vault.replica.pending.size).toBe(0);
    });
  }
});

describe('a new key of the server', () => {
  it('seals what is written from then on; what was sealed for the old one still arrives', async () => {
    const folders = ['a', 'b'].map(() => mkdtempSync(join(tmpdir(), 'traeffetid-keys-')));
    const [old, both] = folders as [string, string];
    endpoint.deps.keys = await openServerKeys(old, () => Date.parse('2026-01-01'));
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    await startSession(tablet.vault, hour);
    await openServerKeys(both, () => Date.parse('2026-11-23'));
    for (const name of readdirSync(old)) copyFileSync(join(old, name), join(both, name));
    endpoint.deps.keys = await openServerKeys(both, endpoint.clock.now);
    expect(await tablet.sync()).toMatchObject({ unsent: 0 });
    expect(tablet.vault.sealer.serverKeyId).toBe('2026-11-23t0000');
    await tablet.reload();
    expect(tablet.vault.sealer.serverKeyId).toBe('2026-11-23t0000');
    await startSession(tablet.vault, hour);
    await tablet.sync();
    expect(tablet.vault.replica.shown.get('session')!.size).toBeGreaterThanOrEqual(2);
    expect(documents(tablet.vault.replica, 'refused')).toEqual([]);
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
});

describe('the check sums of a day', () => {
  const stored = (tablet: Tablet) => tablet.device.db.rows.toArray();
  const plain = async (tablet: Tablet) =>
    (await stored(tablet)).map(({ scope, kind, id, v }) => `${scope} ${kind} ${id} ${v}`).sort();

  it('find a row that was tampered with, and only its scope is downloaded anew', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    await tablet.sync();
    const whole = await plain(tablet);
    const [row] = await stored(tablet);
    await tablet.device.db.rows.delete([row!.scope, row!.kind, row!.id]);
    await tablet.reload();
    expect(await plain(tablet)).not.toEqual(whole);
    await tablet.sync();
    expect(await plain(tablet)).not.toEqual(whole);
    endpoint.clock.pass(days(1) + 1);
    await tablet.fetch(paths.demoSignIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: people.west }),
    });
    const before = await tablet.device.db.syncProgress.get('sync');
    await tablet.sync();
    expect(await plain(tablet)).toEqual(whole);
    const after = await tablet.device.db.syncProgress.get('sync');
    const anew = Object.keys(after!.generations).filter(
      (scope) => after!.generations[scope] !== before!.generations[scope],
    );
    expect(anew).toEqual([row!.scope]);
    await tablet.reload();
    expect(tablet.vault.replica.rows.size + tablet.vault.replica.base.size).toBe(whole.length);
  });
});

describe('a text with characters that no database keeps', () => {
  it('is saved without them, and arrives', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const session = await startSession(tablet.vault, { ...hour, room: 'Lokale\u0000 4' });
    const id = tablet.vault.makeId();
    const talk = {
      id,
      session,
      institution: places.shared,
      started: '2026-11-23T08:00:00.000Z',
      role: 'teacher',
    };
    const note = 'Et smil 😀 og et halvt \ud83d.';
    const rest = { themes: [], actionsTaken: [], followUp: null, assessment: null };
    await saveConsultation(tablet.vault, { ...talk, ...rest, note });
    expect(await tablet.sync()).toMatchObject({ unsent: 0 });
    expect(documents(tablet.vault.replica, 'refused')).toEqual([]);
    expect(notesOf(tablet.vault.replica, id).map(({ fixed }) => fixed.text)).toEqual([
      'Et smil 😀 og et halvt .',
    ]);
    expect(record(tablet.vault.replica, 'session', session)!.fixed.room).toBe('Lokale 4');
  });
});

describe('a locked vault', () => {
  it('sends and reads nothing', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const session = await startSession(tablet.vault, hour);
    tablet.device.db.close();
    const device = openDevice(tablet.row);
    const requests: string[] = [];
    const fetch: Fetch = async (path, init) => {
      requests.push(await new Response(init.body ?? null).text());
      return tablet.fetch(path, init);
    };
    const { syncOnce } = await import('#tablet/sync/sync-once.ts');
    const parts = {
      fetch,
      device,
      vault: undefined,
      now: endpoint.clock.now,
      makeNonce: endpoint.deps.makeId,
    };
    expect(await syncOnce({ ...parts, batch: 200, pulls: true })).toMatchObject({
      unsent: 0,
      more: false,
    });
    expect(requests).toHaveLength(1);
    expect(JSON.parse(requests[0]!)).not.toHaveProperty('cursors');
    expect(await device.db.rows.count()).toBe(0);
    expect(await endpoint.sql`select 1 from sync_row where id = ${session}`).toHaveLength(1);
    const opened = await unlock(device, tablet.code, {
      now: endpoint.clock.now,
      makeId: endpoint.deps.makeId,
    });
    expect(opened.replica.pending.size).toBe(1);
  });
});
