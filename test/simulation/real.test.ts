import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { NetworkError } from '#api/client/http.ts';
import type { SyncAnswer } from '#api/sync.ts';
import { steadily } from '#tablet/store/storage-error.ts';
import { commandArb } from './real/command.ts';
import { live } from './real/history.ts';
import { hooks, unhook } from './real/hooks.ts';
import { openSeed, type Seed, Violation } from './real/world.ts';

vi.mock('#tablet/store/apply-answer.ts', async (load) => {
  const real = await load<typeof import('#tablet/store/apply-answer.ts')>();
  const { hooks } = await import('./real/hooks.ts');
  const applyAnswer: typeof real.applyAnswer = async (...args) => {
    const progress = await hooks.apply(real.applyAnswer, ...args);
    if (progress !== 'outdated') hooks.applied(args[0].db, args[3]);
    return progress;
  };
  return { ...real, applyAnswer };
});
vi.mock('#api/client/http.ts', async (load) => {
  const real = await load<typeof import('#api/client/http.ts')>();
  const { hooks } = await import('./real/hooks.ts');
  const exchange: typeof real.exchange = (...args) => hooks.exchange(real.exchange, ...args);
  return { ...real, exchange };
});
vi.mock('#tablet/store/checksums.ts', async (load) => {
  const real = await load<typeof import('#tablet/store/checksums.ts')>();
  const { hooks } = await import('./real/hooks.ts');
  const compareSums: typeof real.compareSums = async (...args) => {
    const differing = await real.compareSums(...args);
    hooks.healed.push(...differing);
    return differing;
  };
  return { ...real, compareSums };
});

/** `HISTORIES=2000 SEED=7 npx vitest run test/simulation/real.test.ts` runs longer, elsewhere, or again what failed. */
const histories = Number(process.env.HISTORIES ?? 300);
const seed = Number(process.env.SEED ?? 20_261_121);
const history = fc.array(commandArb, { maxLength: 60, size: 'max' });

let start: Seed;
beforeAll(async () => {
  start = await openSeed();
});
afterEach(unhook);
afterAll(() => start?.endpoint.close());

describe('the real tablet and the real endpoint', () => {
  it('keep every promise in every history', async () => {
    await fc.assert(
      fc.asyncProperty(history, (commands) => live(start, commands)),
      { numRuns: histories, seed, timeout: 120_000, endOnFailure: process.env.QUICK === 'yes' },
    );
  }, 2_000_000);
});

/** The same histories with one defect put between the parts: they must find it, by a promise that is broken. */
async function isFound(seed: number): Promise<string> {
  const property = fc.asyncProperty(history, (commands) => live(start, commands));
  const { failed, errorInstance } = await fc.check(property, {
    numRuns: 200,
    seed,
    endOnFailure: true,
    timeout: 120_000,
  });
  if (failed) expect(errorInstance).toBeInstanceOf(Violation);
  return failed ? (errorInstance as Violation).message : 'not found';
}

describe('the histories find', () => {
  it('an answer that is applied although a newer request has begun', async () => {
    hooks.apply = async (real, device, vault, request, ...rest) => {
      await steadily(device.db, async () => {
        const progress = await device.db.syncProgress.get('sync');
        if (progress) await device.db.syncProgress.put({ ...progress, requestNo: request.requestNo });
      });
      return real(device, vault, request, ...rest);
    };
    expect(await isFound(5)).toMatch(/rule 2|P\d|differs/);
  }, 300_000);

  it('acknowledgements and cursors that are stored before the rows', async () => {
    hooks.apply = async (real, device, vault, request, answer, ...rest) => {
      await real(device, vault, request, { ...answer, rows: [] }, ...(rest.slice(0, 1) as [string]));
      return real(device, vault, request, { ...answer, acks: [] }, ...rest);
    };
    expect(await isFound(1)).toMatch(/rule 2|P\d|differ/);
  }, 300_000);

  it('a page of a captive portal that is taken for an answer', async () => {
    let latest: SyncAnswer | undefined;
    hooks.exchange = async (real, fetch, request, ...rest) => {
      try {
        latest = await real(fetch, request, ...rest);
        return latest;
      } catch (error) {
        if (!latest || !(error instanceof NetworkError) || error.reason !== 'strange') throw error;
        const acks = request.changes.map(({ op }) => ({ op, r: 'ok' as const }));
        const { scopes: _, cursors: __, ...pushed } = latest;
        return {
          ...pushed,
          seen: request.seen ?? latest.seen,
          acks,
          rows: [],
          reset: [],
          more: true,
          lost: false,
        };
      }
    };
    expect(await isFound(1)).toMatch(/P1/);
  }, 300_000);
});
