import { exchange, type Fetch } from '#api/client/http.ts';
import { protocol, rowSchema, type SyncAnswer, syncLimits } from '#api/sync.ts';
import { instantOf } from '#domain/day.ts';
import { leaseAt } from '#domain/lease.ts';
import { applyAnswer } from '../store/apply-answer.ts';
import { compareSums } from '../store/checksums.ts';
import type { Device } from '../store/device.ts';
import { beginTurn, type Ready, readAhead, type Turn } from '../store/outbox.ts';
import { isDownloaded, type Marks, unsentCount } from '../store/sync-progress.ts';
import { keepServerKey, type Vault } from '../store/vault.ts';
import { askAhead, type Download, pageAhead, startDownload } from './prefetch.ts';

/** What one turn needs. `vault` is absent while locked: then changes are pushed and nothing is read. */
export interface Line {
  fetch: Fetch;
  device: Device;
  vault: Vault | undefined;
  now: () => number;
  /** Makes the nonce that an answer must echo. */
  makeNonce: () => string;
  /** Changes to send at most (see `pace`). */
  batch: number;
  /** Pull as well, where the vault is open and may read. */
  pulls: boolean;
  /** Carried from turn to turn by a loop that downloads ahead; a turn on its own asks for one small page. */
  download?: Download;
  /** Carried likewise: changes that were read while the push before was under way. */
  upload?: Upload;
}

export interface Upload {
  ready: Ready;
  reading: Promise<void>;
}

export const startUpload = (): Upload => ({ ready: new Map(), reading: Promise.resolve() });

export interface Exchanged {
  /** Another turn has work to do at once. */
  more: boolean;
  sent: number;
  unsent: number;
  marks: Marks;
}

const day = 24 * 3_600_000;

/** With more changes than this no rows are asked for: that they have arrived is known sooner. */
const fewChanges = 100;

/** One turn: begin it, exchange, apply. Throws NetworkError or StorageError; an outdated answer is ignored and asks for more. */
export async function takeTurn(asked: Line): Promise<Exchanged | 'outdated'> {
  const line = { ...asked, pulls: asked.pulls && mayRead(asked) };
  const { device, vault } = line;
  const { download = startDownload(), upload } = line;
  await upload?.reading;
  const turn =
    begunFor(line) ??
    (await beginTurn(device.db, Math.min(line.batch, syncLimits.changesPerPush), upload?.ready));
  // What she wrote goes first: while there is more of it than a few changes, nothing is read.
  const mayPull = line.pulls && vault !== undefined;
  const pulls = mayPull && turn.changes.length === turn.unsent && turn.changes.length <= fewChanges;
  const ask = (of: Turn): Promise<SyncAnswer> => exchangeTurn(line, of, pulls ? download.rows : undefined);
  const ahead = pulls ? await pageAhead(download, vault, turn) : undefined;
  const asking = ahead ? undefined : ask(turn);
  if (upload && turn.rest.length > 0)
    upload.reading = readAhead(device.db, turn, upload.ready).catch(() => undefined);
  const answer = ahead?.answer ?? (await asking!);
  if (line.download && pulls && turn.unsent === 0) askAhead(download, vault, turn, answer, ask);
  const applied = await applyAnswer(device, vault, turn, answer, instantOf(line.now()), ahead?.sealed);
  if (applied === 'outdated') return applied;
  const { marks } = applied;
  download.begun = applied.next;
  for (const { made } of turn.sent) upload?.ready.delete(made);
  if (vault) await keepServerKey(vault, answer.serverKey);
  const differing = pulls ? await compareSums(device, turn.turn, answer) : [];
  const unsent = unsentCount(marks);
  const more = answer.lost || unsent > 0 || (mayPull && (!pulls || answer.more || differing.length > 0));
  return { more, sent: turn.sent.length, unsent, marks };
}

/** Only an open vault reads, and only while its lease lasts. */
const mayRead = ({ vault, now }: Line): boolean =>
  vault !== undefined && leaseAt(vault.access.until, now()) !== 'over';

/** The turn that the last answer has begun, where it is still what this line wants: she has written nothing since. */
function begunFor({ download, pulls, vault }: Line): Turn | undefined {
  const begun = download?.begun;
  if (!begun || !download) return undefined;
  download.begun = undefined;
  const isBehind = [...(vault?.replica.pending.values() ?? [])].some(({ made }) => made > begun.made);
  return pulls && vault && !isBehind ? begun : undefined;
}

/** `rows`: how many to pull at most; without it nothing is pulled. */
function exchangeTurn(
  { device, fetch, makeNonce, now, vault }: Line,
  turn: Turn,
  rows: number | undefined,
): Promise<SyncAnswer> {
  return exchange(
    fetch,
    {
      p: protocol,
      schema: rowSchema,
      device: device.id,
      nonce: makeNonce(),
      made: turn.made,
      unsent: turn.unsent,
      changes: turn.changes,
      seen: turn.seen,
      ...(rows && { cursors: turn.cursors }),
      limit: rows ?? 1,
      check: rows !== undefined && isDownloaded(turn) && isCheckDue(turn.checkedAt, now()),
    },
    device.sign,
    rows ? vault?.access.credential : undefined,
  );
}

const isCheckDue = (checkedAt: string | null, now: number): boolean =>
  checkedAt === null || Math.abs(now - Date.parse(checkedAt)) > day;
