import { type SyncAnswer, syncLimits } from '#api/sync.ts';
import { sealRows } from '../store/apply-answer.ts';
import type { SealedRow } from '../store/db.ts';
import type { Turn } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';

/** Rows in the first page, so that something can be read soon, and so that a poor connection gets at least this far. */
const firstPage = 200;
/** Rows in the largest page: the most that an answer holds. */
const largestPage = syncLimits.rowsPerPull;
/** Pages that wait to be stored at most. */
const most = 2;

/** An answer with its rows sealed, ready to be applied. */
export interface Page {
  answer: SyncAnswer;
  sealed: SealedRow[];
}

interface Ahead {
  /** The turn that it is meant for, and where the tablet stands then. */
  turn: Turn;
  place: string;
  vault: Vault;
  page: Promise<Page | undefined>;
  /** The page behind it has been asked for. */
  followed: boolean;
}

/** What a run of turns carries along: how many rows to ask for, and the pages that were asked for ahead, in order. */
export interface Download {
  rows: number;
  ahead: Ahead[];
  /** The turn that was begun with the last answer. */
  begun?: Turn | undefined;
}

/** A run begins with small pages, and does so again after a failure: what was asked for ahead is forgotten. */
export const startDownload = (): Download => ({ rows: firstPage, ahead: [] });

/** Where a request stands: an answer fits only where the tablet still stands there. */
const placeOf = ({ cursors, seen }: Turn): string => JSON.stringify([cursors, seen]);

type Ask = (turn: Turn) => Promise<SyncAnswer>;

/**
 * Asks for the page after this answer, which is about to be applied, and from there on until two wait: one request at a
 * time, each from where the one before ended. Pages double while all goes well.
 */
export function askAhead(download: Download, vault: Vault, turn: Turn, answer: SyncAnswer, ask: Ask): void {
  const last = download.ahead.at(-1);
  if (last) void last.page.then((page) => page && follow(download, last, page.answer, ask));
  else askBehind(download, vault, turn, answer, ask);
}

function askBehind(download: Download, vault: Vault, before: Turn, answer: SyncAnswer, ask: Ask): void {
  if (!answer.more || answer.lost) return;
  download.rows = Math.min(largestPage, download.rows * 2);
  const { cursors = {}, seen } = answer;
  const turn: Turn = { ...before, turn: before.turn + 1, sent: [], changes: [], cursors, seen };
  const page = ask(turn).then(async (found) => {
    follow(download, next, found, ask);
    return { answer: found, sealed: await sealRows(vault, found.rows) };
  });
  // A failure is met again, and told, by the turn that then asks itself.
  const next: Ahead = {
    turn,
    place: placeOf(turn),
    vault,
    page: page.catch(() => undefined),
    followed: false,
  };
  download.ahead.push(next);
}

function follow(download: Download, one: Ahead, answer: SyncAnswer, ask: Ask): void {
  if (one.followed || download.ahead.at(-1) !== one || download.ahead.length >= most) return;
  one.followed = true;
  askBehind(download, one.vault, one.turn, answer, ask);
}

/** The page that was asked for ahead of this turn, where nothing has come between: no other turn, no change to send. */
export async function pageAhead(download: Download, vault: Vault, turn: Turn): Promise<Page | undefined> {
  const next = download.ahead.shift();
  const fits = next?.vault === vault && next.turn.turn === turn.turn && next.place === placeOf(turn);
  const page = fits && turn.unsent === 0 ? await next.page : undefined;
  if (!page) download.ahead = [];
  return page;
}
