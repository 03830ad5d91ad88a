import { type IncomingChange, merge, overlay } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';

/**
 * Faults that the simulation must find: one or more for each rule of docs/protocol.md. The number is the forced rule.
 * A fault may name a directed history, where chance alone would find it too seldom.
 */
export const defects = {
  // the server's clock, epochs and restores
  nextval: 'a version is visible before an earlier one has committed',
  savepointFreesClock: 'a refused change rolls the clock back and lets another writer in first',
  splitPush: 'results are committed, then the server dies before the rows are',
  tokenIsNumber: '1: an epoch is named by its number',
  lastVUnchecked: '1: a version beyond its epoch’s last is believed',
  lostCarriesRows: '1: the answer `lost` carries rows and cursors',
  noErasureReplay: '9: erasures are not replayed after a restore',
  noRevocationReplay: '9: revocations are not replayed after a restore',
  // the push
  applyTwice: '1: a known op is applied again',
  applyUnready: '4: nothing waits, what cannot be applied is refused',
  waitForObjectOnly: '4: what a change is based on is not waited for',
  parkedCountsAsThere: '4: what is parked counts as there',
  noWake: '4: what was parked is not woken',
  becauseIgnored: 'what builds on a refused change is not refused',
  noExpiry: 'what is parked waits for ever',
  expiryDrops: 'what has waited 30 days is dropped',
  noParkedRow: '4: a parked change is no row in its author’s scope',
  refusedUnsaid: 'a refused change is no row in its author’s scope',
  mayNotAsked: 'permission is not asked when something is pushed',
  mayNotAskedAtWake: 'permission is not asked again when a parked change wakes',
  goneKept: '9: the text of what was erased goes to quarantine',
  // the pull
  tornPull: 'rows are read before, `seen` after another writer’s commit',
  boundaryByV: 'a page ends at a version, not at (v, kind, id)',
  floorIgnored: '8: a tail below the floor is not reset',
  backStopsAtFloor: '8: the walk back ends at the floor',
  gainedScopeNotLoaded: 'a gained scope starts at the clock and has no walk back',
  scopesFromCursors: 'the tablet’s cursors decide what it gets',
  // the tablet: answers
  staleAnswer: 'an answer to an outdated request is applied',
  nonceIgnored: 'an answer to somebody else’s request is believed',
  htmlIsSuccess: 'status 200 alone acknowledges',
  signInWipes: '401 empties the outbox',
  ackAllSent: 'everything sent counts as acknowledged, listed or not',
  refusedStays: 'a refused change stays in the outbox',
  splitApply: 'cursors are stored, then the page dies before the rows are',
  seenOnlyFromPulls: 'an answer that only pushed does not set `seen`',
  seenNotFromLost: 'the answer `lost` does not set `seen`',
  keyWithoutKind: 'rows are keyed by scope and id',
  // the tablet: overlay, deletions, log of ops
  leaveAtAck: '2: a pending op leaves with its acknowledgement',
  leaveAtAnyPull: '2: a pending op leaves with the first rows after its acknowledgement',
  leaveUnacked: '2: a pending op leaves with the first complete answer, acknowledged or not',
  tombstoneAtOnce: '3: a deletion takes effect before the answer is complete',
  sweepAtOnce: '3: the sweep does not wait for a complete answer',
  scopeLossIgnored: '3: rows of a lost scope stay',
  resetWithoutSweep: 'a reset does not raise the generation',
  keepAcksAfterLost: '1: after `lost`, acknowledgements are kept',
  lostForgetsOverlay: '1: after `lost`, ops are not pending again and the pull comes first',
  purgeAtAck: '7: an op leaves the log when it leaves the overlay',
  purgeByTabletClock: '7: thirty days by the tablet’s own clock',
  purgeBeforeLeft: '7: an op leaves the log before its pending op',
  purgeOnLost: '7: the answer `lost` purges',
  unsentMiscounted: 'acknowledged changes count as unsent',
  // merging and what the screen shows
  lastWriteWins: 'a field takes the value that comes last',
  mineByAuthor: '5: an author’s alternatives replace each other, seen or not',
  closesAll: '5: a choice closes what it did not see',
  choiceReplacesUnseen: '5: a choice replaces a current value that it did not see',
  lateIsApplied: '6: a late change is applied over what is already based on it',
  noSuccessor: '6: the successor of a late change does not become the value',
  lateChipReturns: '6: a late add undoes the removal that names it',
  removeWins: 'a removal takes adds that it did not see',
  electForgets: 'a correction of the later time takes along times that its author did not see',
  lastAnnulmentOnly: 'a second annulment hides the first',
  annulmentBeatsEdit: 'an annulment takes edits that it did not see',
  mineAlways: '10: the view lays pending changes over values that have seen them',
  theirsFirst: 'the view shows the server’s value over a pending one',
} as const;

export type Defect = keyof typeof defects;
export type Broken = (defect: Defect) => boolean;

type Merge = typeof merge;
type Overlay = typeof overlay;
export interface Rules {
  merge: Merge;
  overlay: Overlay;
}

type Change = (state: RecordState, change: IncomingChange, before: RecordState | undefined) => void;

/** Damages the state that `merge` starts from. */
const before: { [D in Defect]?: Change } = {
  mineByAuthor: (state, change) =>
    eachField(state, change, (register) => {
      register.alternatives =
        register.alternatives?.filter(({ ops }) => state.ops[ops[0]!]?.[0] !== change.by) ?? [];
    }),
  lateIsApplied: (state, change) =>
    eachField(state, change, (register) => {
      delete register.superseded;
    }),
  lateChipReturns: (state) => {
    for (const chips of Object.values(state.chips))
      for (const chip of Object.values(chips)) delete chip.removed;
  },
  electForgets: (state, change) =>
    eachField(state, change, (register) => {
      register.current.ops.push(...(register.shadowed ?? []).flatMap(({ ops }) => ops));
      delete register.shadowed;
    }),
  closesAll: (state, change) =>
    eachField(state, change, (register, basedOn) => {
      if (register.current.ops.some((op) => basedOn.includes(op))) delete register.alternatives;
    }),
  removeWins: (state, change) => {
    for (const [field, chips] of Object.entries(change.remove ?? {})) {
      for (const chip of Object.keys(chips)) {
        const on = state.chips[field]?.[chip];
        if (on) on.on = [];
      }
    }
  },
};

/** Damages what `merge` made. */
const after: { [D in Defect]?: Change } = {
  lastWriteWins: (state, change) =>
    eachField(state, change, (register, _basedOn, field) => {
      register.current = { value: change.set![field]!.value, ops: [change.op] };
      delete register.alternatives;
    }),
  choiceReplacesUnseen: (state, change, old) =>
    eachField(state, change, (register, basedOn, field) => {
      const chosen = old?.fields[field]?.alternatives?.some(({ ops }) =>
        ops.some((op) => basedOn.includes(op)),
      );
      const mine = register.alternatives?.find(({ ops }) => ops.includes(change.op));
      if (!chosen || !mine) return;
      register.current = mine;
      register.alternatives = register.alternatives!.filter((other) => other !== mine);
    }),
  noSuccessor: (state, change, old) =>
    eachField(state, change, (register, _basedOn, field) => {
      const known = old?.fields[field];
      if (!known?.superseded?.includes(change.op)) return;
      register.current = known.current;
      if (known.alternatives) register.alternatives = known.alternatives;
    }),
  lastAnnulmentOnly: (state) => {
    if (state.annulments) state.annulments = state.annulments.slice(-1);
  },
  annulmentBeatsEdit: (state) => {
    for (const annulment of state.annulments ?? []) annulment.basedOn = Object.keys(state.ops);
  },
};

function eachField(
  state: RecordState,
  change: IncomingChange,
  damage: (register: RecordState['fields'][string], basedOn: readonly string[], field: string) => void,
): void {
  for (const [field, { basedOn }] of Object.entries(change.set ?? {})) {
    const register = state.fields[field];
    if (register) damage(register, basedOn, field);
  }
}

const damagedMerge =
  (defect: Defect): Merge =>
  (old, change, ruleOf) => {
    if (old?.ops[change.op]) return merge(old, change, ruleOf);
    const start = old && structuredClone(old);
    if (start) before[defect]?.(start, change, old);
    const result = structuredClone(merge(start, change, ruleOf));
    after[defect]?.(result.state, change, old);
    return result;
  };

/** Lays every pending change on top, whatever the row says. */
const mineAlways: Overlay = (base, pending, ruleOf) => {
  const state = overlay(base, pending, ruleOf);
  if (!state) return state;
  const fields = { ...state.fields };
  for (const { op, set } of pending) {
    for (const [field, { value }] of Object.entries(set ?? {}))
      fields[field] = { ...fields[field], current: { value, ops: [op] } };
  }
  return { ...state, fields };
};

const theirsFirst: Overlay = (base, pending, ruleOf) =>
  pending.reduce(
    (state, change) => (state || change.fixed ? merge(state, change, ruleOf).state : state),
    base,
  );

export function rulesWith(defect: Defect | undefined): Rules {
  if (defect === 'mineAlways') return { merge, overlay: mineAlways };
  if (defect === 'theirsFirst') return { merge, overlay: theirsFirst };
  if (defect && (before[defect] || after[defect])) return { merge: damagedMerge(defect), overlay };
  return { merge, overlay };
}
