import type { Command, Verb } from './commands.ts';
import type { Defect } from './defects.ts';

type Short = readonly [verb: Verb, a?: number, b?: number, c?: number];

const history = (...commands: Short[]): Command[] =>
  commands.map(([verb, a = 0, b = 0, c = 0]) => ({ do: verb, a, b, c }));

// T1 and T2 belong to two workers of one place; each `sync` here goes on until nothing is left, except in small pages.
const green = 0;
const red = 8;
const whole = [3, 2] as const;
const onePage = [0, 2] as const;

/** T1 writes, T2 builds on it, and the server loses what T1 wrote: what T2 sends is parked. */
const successorComesFirst = (first: Short, second: Short): Short[] => [
  ['snapshot'],
  first,
  ['sync', 0, ...whole],
  ['sync', 1, ...whole],
  second,
  ['restore'],
  ['sync', 1, ...whole],
];
const setTwice = successorComesFirst(['set', 0, 0, green], ['set', 1, 0, red]);
const month: Short = ['days', 0, 3];
const late = history(...setTwice, month, ['sync', 0, ...whole]);

/** Beginnings that chance seldom makes; the simulation goes on from them at random. */
export const beginnings: readonly Command[][] = [
  history(...setTwice),
  history(...setTwice, month),
  history(...successorComesFirst(['chip', 0, 0, 1], ['chip', 1, 0, 1]), month),
  history(
    ['set', 0, 0, green],
    ['set', 1, 0, red],
    ['sync', 0, ...whole],
    ['sync', 1, ...whole],
    ['sync', 0, ...whole],
  ),
];

/** Histories that chance finds too seldom. Without a defect each of them must pass. */
export const directed: { readonly [D in Defect]?: Command[] } = {
  noExpiry: history(...setTwice, ['destroy', 0]),
  expiryDrops: late,
  lateIsApplied: late,
  noSuccessor: late,
  lateChipReturns: history(...successorComesFirst(['chip', 0, 0, 1], ['chip', 1, 0, 1]), month, [
    'sync',
    0,
    ...whole,
  ]),
  mayNotAskedAtWake: history(...setTwice, ['revoke', 0, 1, 0], ['sync', 0, ...whole]),
  // The tombstone of the parked change comes in an earlier page than the record that now holds it.
  tombstoneAtOnce: history(...setTwice, ['sync', 0, ...whole], ['sync', 1, ...onePage]),
  // The first change is refused while she has no permission, the one that builds on it comes when she has it again.
  becauseIgnored: history(
    ['set', 1, 0, green],
    ['set', 1, 0, red],
    ['lock', 1],
    ['revoke', 0, 1, 0],
    ['sync', 1, 0, 0],
    ['grant', 0, 1, 0],
    ['lock', 1],
    ['sync', 1, ...whole],
  ),
  // Acknowledged while locked; a month later the first page is not the last.
  purgeBeforeLeft: history(
    ['set', 0, 0, green],
    ['set', 0, 1, green],
    ['lock', 0],
    ['sync', 0, ...onePage],
    month,
    ['lock', 0],
    ['sync', 0, ...onePage],
  ),
  purgeOnLost: history(['snapshot'], ['set', 0, 0, green], ['sync', 0, ...whole], ['restore'], month, [
    'sync',
    0,
    ...whole,
  ]),
};
