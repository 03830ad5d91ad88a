import * as fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import type { Command } from './model/commands.ts';
import { type Defect, defects } from './model/defects.ts';
import { directed } from './model/directed.ts';
import { describe, histories, run } from './model/history.ts';

/** `HISTORIES=100000 SEED=7 npx vitest run test/simulation/model.test.ts` runs longer, or again what failed. */
const count = Number(process.env.HISTORIES ?? 10_000);
const seed = Number(process.env.SEED ?? 20_260_803);
/** Where a fault is not found in so many histories, the simulation is too weak. */
const patience = 4000;

const report = (commands: readonly Command[], violation: string, defect?: Defect): string =>
  [`seed ${seed}${defect ? `, defect ${defect}` : ''}: ${violation}`, describe(commands)].join('\n');

group('the protocol, simulated', () => {
  it(`keeps its promises after every step of ${count} histories`, { timeout: 1_000_000 }, () => {
    const situations: { [situation: string]: number } = {};
    const property = fc.property(histories(), (commands) => {
      const { violation, world } = run(commands);
      for (const [situation, times] of Object.entries(world.seen)) {
        situations[situation] = (situations[situation] ?? 0) + times;
      }
      if (violation) throw new Error(violation);
    });
    const result = fc.check(property, { numRuns: count, seed });
    if (result.failed) {
      expect.fail(report(result.counterexample![0], String(result.errorInstance)));
    }
    // What the histories never came across, they prove nothing about.
    expect(Object.keys(situations).sort()).toEqual([
      'choice',
      'conflict',
      'conflict open',
      'erased',
      'lost',
      'ok',
      'overdue',
      'parked',
      'refused because',
      'refused gone',
      'refused notYours',
      'row rotted',
      'server restored',
      'slow commit',
      'tablet cloned',
      'tablet destroyed',
      'tablet restored',
      'torn push',
    ]);
  });

  it.each(Object.entries(directed))('passes the directed history of %s', (name, commands) => {
    const { violation } = run(commands);
    if (violation) expect.fail(report(commands, violation));
    expect(Object.keys(defects)).toContain(name);
  });
});

group('the simulation finds a protocol in which', { timeout: 120_000 }, () => {
  it.each(Object.entries(defects))('%s: %s', (name) => {
    const defect = name as Defect;
    const known = directed[defect];
    if (known) return expect(run(known, defect).violation).toMatch(/^P\d/);
    let found: string | undefined;
    const property = fc.property(histories(), (commands) => {
      found = run(commands, defect).violation;
      return found === undefined;
    });
    fc.check(property, { numRuns: patience, seed, endOnFailure: true });
    expect(found, `seed ${seed}, defect ${defect}: not found in ${patience} histories`).toMatch(/^P\d/);
  });
});
