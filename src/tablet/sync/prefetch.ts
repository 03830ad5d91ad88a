import { type SyncAnswer, syncLimits } from '#api/sync.ts';
import { sealRows } from '../store/apply-answer.ts';
import type { SealedRow } from '../store/db.ts';
import type { OutgoingRequest } from '../store/outbox.ts';
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
  /** The request that it answers, and where the tablet stands then. */
  request: OutgoingRequest;
  place: string;
  vault: Vault;
  page: Promise<Page | undefined>;
  /** The page behind it has been asked for. */
  followed: boolean;
}

/** What a run of requests carries along: how many rows to ask for, and the pages that were asked for ahead, in order. */
export interface Download {
  rows: number;
  ahead: Ahead[];
  /** The request that was begun with the last answer. */
  begun?: OutgoingRequest | undefined;
}

/** A run begins with small pages, and does so again after a failure: what was asked for ahead is forgotten. */
export const startDownload = (): Download => ({ rows: firstPage, ahead: [] });

/** Where a request stands: an answer fits only where the tablet still stands there. */
const placeOf = ({ cursors, seen }: OutgoingRequest): string => JSON.stringify([cursors, seen]);

type Ask = (request: OutgoingRequest) => Promise<SyncAnswer>;

/**
 * Asks for the page after this answer, which is about to be applied, and from there on until two wait: one request at a
 * time, each from where the one before ended. Pages double while all goes well.
 */
export function askAhead(
  download: Download,
  vault: Vault,
  request: OutgoingRequest,
  answer: SyncAnswer,
  ask: Ask,
): void {
  const last = download.ahead.at(-1);
  if (last) void last.page.then((page) => page && follow(download, last, page.answer, ask));
  else askBehind(download, vault, request, answer, ask);
}

function askBehind(
  download: Download,
  vault: Vault,
  before: OutgoingRequest,
  answer: SyncAnswer,
  ask: Ask,
): void {
  if (!answer.more || answer.lost) return;
  download.rows = Math.min(largestPage, download.rows * 2);
  const { cursors = {}, seen } = answer;
  const request: OutgoingRequest = {
    ...before,
    requestNo: before.requestNo + 1,
    sent: [],
    changes: [],
    cursors,
    seen,
  };
  const page = ask(request).then(async (found) => {
    follow(download, next, found, ask);
    return { answer: found, sealed: await sealRows(vault, found.rows) };
  });
  // A failure is met again, and told, by the request that then asks itself.
  const next: Ahead = {
    request,
    place: placeOf(request),
    vault,
    page: page.catch(() => undefined),
    followed: false,
  };
  download.ahead.push(next);
}

function follow(download: Download, one: Ahead, answer: SyncAnswer, ask: Ask): void {
  if (one.followed || download.ahead.at(-1) !== one || download.ahead.length >= most) return;
  one.followed = true;
  askBehind(download, one.vault, one.request, answer, ask);
}

/** The page that was asked for ahead of this request, where nothing has come between: no other request, no change to send. */
export async function pageAhead(
  download: Download,
  vault: Vault,
  request: OutgoingRequest,
): Promise<Page | undefined> {
  const next = download.ahead.shift();
  const fits =
    next?.vault === vault && next.request.requestNo === request.requestNo && next.place === placeOf(request);
  const page = fits && request.unsent === 0 ? await next.page : undefined;
  if (!page) download.ahead = [];
  return page;
}
