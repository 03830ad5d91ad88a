import * as fc from 'fast-check';
import { type Command, exchange, type Verb, verbs } from './commands.ts';
import type { Defect } from './defects.ts';
import { beginnings } from './directed.ts';
import { checkEnd } from './end.ts';
import { check } from './invariants.ts';
import type { Asking } from './tablet.ts';
import { commit, newWorld, passDays, type World } from './world.ts';
import { pick, type Run } from './writes.ts';

const verbNames = Object.keys(verbs) as Verb[];

/** Histories of up to 90 commands, one in four after a beginning that chance seldom makes. */
export function histories(): fc.Arbitrary<Command[]> {
  const weighted = verbNames.map((name) => ({
    weight: verbs[name].weight * 10,
    arbitrary: fc.constant(name),
  }));
  const number = fc.nat({ max: 15 });
  const command = fc.record({ do: fc.oneof(...weighted), a: number, b: number, c: number });
  const commands = fc.noBias(fc.array(command, { maxLength: 90, size: 'max' }));
  const beginning = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Command[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom(...beginnings) },
  );
  return fc.tuple(beginning, commands).map(([first, rest]) => [...first, ...rest]);
}

/** Runs a history, then lets everything heal; the first invariant that breaks is the answer. */
export function run(
  commands: readonly Command[],
  defect?: Defect,
): { violation?: string; world: World; steps: number } {
  const world = newWorld(defect);
  let steps = 0;
  try {
    start(world);
    for (const command of commands) {
      steps += 1;
      const { run: step }: { run: Run } = verbs[command.do];
      step(world, pick(world.tablets, command.a)!, command);
      check(world);
    }
    heal(world);
    checkEnd(world);
    passDays(world, 31);
    heal(world);
    checkEnd(world);
  } catch (error) {
    const violation = error instanceof Error ? error.message : String(error);
    if (!/^P\d/.test(violation)) throw error;
    return { violation, world, steps };
  }
  return { world, steps };
}

/** A morning like others: an hour is open, two conversations are written down, and every tablet has them. */
function start(world: World): void {
  const [first] = world.tablets;
  for (const number of [0, 1]) verbs.consult.run(world, first!, { a: 0, b: number, c: number });
  verbs.consult.run(world, first!, { a: 0, b: 0, c: 2 });
  heal(world);
}

/** The network is good, nobody is locked, and every tablet syncs until nothing moves. */
function heal(world: World): void {
  commit(world);
  world.requests = [];
  world.answers = [];
  const how: Asking = { limit: 1000, batch: 200, check: true, shuffle: (ops) => ops };
  for (let round = 0; round < 12; round += 1) {
    const { v, token } = world.db;
    let isQuiet = true;
    for (const tablet of world.tablets) {
      tablet.locked = false;
      tablet.batch = 200;
      isQuiet = exchange(world, tablet, how) && !tablet.store.isRotten && isQuiet;
      check(world);
    }
    if (isQuiet && world.db.v === v && world.db.token === token) return;
  }
  throw new Error('P1 syncing never comes to an end');
}

export const describe = (commands: readonly Command[]): string =>
  commands
    .map(({ do: verb, a, b, c }, step) => `${String(step + 1).padStart(3)} ${verb} ${a} ${b} ${c}`)
    .join('\n');
