import { type Command, run } from './command.ts';
import { hooks } from './hooks.ts';
import { checkFields, checkQuiet, checkServer, checkTab, must } from './invariants.ts';
import { newWorld, progressOf, type Seed, signIn, syncTab, type Tab, type World } from './world.ts';

/** One history from the beginning: every command, every invariant after each, and all of them at the end. */
export async function live(seed: Seed, commands: readonly Command[]): Promise<void> {
  const world = await newWorld(seed);
  hooks.healed = [];
  try {
    for (const command of commands) {
      const { tab, part } = await run(world, command);
      await look(world, tab, part);
    }
    await calm(world);
    await checkQuiet(world);
  } finally {
    for (const tab of world.tabs) tab.device.db.close();
  }
}

async function look(world: World, tab: Tab, part: 'tablet' | 'server' | 'both'): Promise<void> {
  must(hooks.healed.length === 0, 'P4: the check sums differ', hooks.healed);
  if (part !== 'server') await checkTab(world, tab);
  if (part === 'tablet') return;
  await checkServer(world);
  await checkFields(world);
}

const plain = { fate: 'whole', limit: 1000, batch: 200, shuffled: false } as const;

/** No more faults: at every tablet somebody signs in, and it syncs until nobody has anything to say. */
async function calm(world: World): Promise<void> {
  for (const tab of world.tabs) {
    for (const held of tab.held.splice(0)) {
      held.release();
      await held.done;
    }
  }
  let before = -1;
  for (let round = 0; ; round += 1) {
    must(round < 20, 'it does not come to rest');
    for (const tab of world.tabs) {
      await signIn(tab);
      for (let requests = 0; (await syncTab(world, tab, plain)) !== 'done'; requests += 1) {
        must(requests < 100, `${tab.name} does not come to rest`, await progressOf(tab));
      }
      await look(world, tab, 'tablet');
    }
    const [clock] = await world.endpoint.sql<{ v: number }[]>`select v from sync_clock`;
    if (clock!.v === before) return;
    before = clock!.v;
  }
}
