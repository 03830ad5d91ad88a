import type { Cursor, Seen } from '#api/sync.ts';

/** Whole numbers from..to, both included; a set of them is sorted and has no touching neighbours. */
export type Span = [from: number, to: number];

export const addSpan = (spans: readonly Span[], [from, to]: Span): Span[] => {
  const merged: Span[] = [];
  let grown: Span = [from, to];
  for (const span of spans) {
    if (span[1] < grown[0] - 1) merged.push(span);
    else if (span[0] > grown[1] + 1) {
      merged.push(grown);
      grown = span;
    } else grown = [Math.min(span[0], grown[0]), Math.max(span[1], grown[1])];
  }
  return [...merged, grown];
};

export const holds = (spans: readonly Span[], number: number): boolean =>
  spans.some(([from, to]) => from <= number && number <= to);

export const countOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** The gaps from 1 to `last`. */
export const gapsOf = (spans: readonly Span[], last: number): Span[] => {
  const gaps: Span[] = [];
  let next = 1;
  for (const [from, to] of spans) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  return next <= last ? [...gaps, [next, last]] : gaps;
};

/**
 * Where sync stands: one small record. That an op is acknowledged, has left the screen's overlay or is purged is noted
 * here, so that no op is ever rewritten (rewriting them made uploads six times slower).
 */
export interface SyncProgress {
  id: 'sync';
  /** Number of the newest request begun: an answer to an older one is ignored. */
  requestNo: number;
  seen: Seen | null;
  /** Changes ever made on this device. */
  changesMade: number;
  /** By the ops' `made` number: acknowledged by the server; shown by base rows instead of pending ops; deleted here. */
  acknowledged: Span[];
  leftOverlay: Span[];
  purged: Span[];
  /** When spans were acknowledged, by the server's clock: they are kept 30 days for a server that loses its tail. */
  acknowledgedAt: { span: Span; now: string }[];
  cursors: { [scope: string]: Cursor };
  /** Rows of an older generation than their scope's are swept when a new download is complete. */
  generations: { [scope: string]: number };
  sweeping: string[];
  /** The sweep follows a lost tail: what it takes is set aside. */
  keepSwept: boolean;
  /** Deletions take effect when an answer is complete. */
  tombstones: [scope: string, kind: string, id: string][];
  /** The last answer that was applied, by the server's clock and by the tablet's own. */
  contact: { server: string; tablet: string } | null;
  /** When the check sums were last compared, by the server's clock. */
  checkedAt: string | null;
}

export const initialProgress: SyncProgress = {
  id: 'sync',
  requestNo: 0,
  seen: null,
  changesMade: 0,
  acknowledged: [],
  leftOverlay: [],
  purged: [],
  acknowledgedAt: [],
  cursors: {},
  generations: {},
  sweeping: [],
  keepSwept: false,
  tombstones: [],
  contact: null,
  checkedAt: null,
};

/** Whether all that the worker may read has been on this tablet once. Until then an empty list says nothing. */
export const isDownloaded = ({ cursors }: Pick<SyncProgress, 'cursors'>): boolean => {
  const all = Object.values(cursors);
  return all.length > 0 && all.every(({ back }) => back === null);
};

export const unsentCount = (progress: SyncProgress): number =>
  progress.changesMade - countOf(progress.acknowledged);

/** A scope is downloaded anew; its rows stay on the screen until the download is complete. */
export function restartDownload(progress: SyncProgress, scopes: readonly string[]): void {
  progress.cursors = { ...progress.cursors };
  progress.generations = { ...progress.generations };
  for (const scope of scopes) {
    progress.generations[scope] = (progress.generations[scope] ?? 0) + 1;
    delete progress.cursors[scope];
  }
  progress.sweeping = [...new Set([...progress.sweeping, ...scopes])];
  progress.tombstones = progress.tombstones.filter(([scope]) => !scopes.includes(scope));
}
