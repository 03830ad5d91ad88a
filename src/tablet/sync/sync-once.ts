import { exchange, type Fetch } from '#api/client/http.ts';
import { protocol, rowSchema, type SyncAnswer, syncLimits } from '#api/sync.ts';
import { instantOf } from '#domain/day.ts';
import { leaseAt } from '#domain/lease.ts';
import { applyAnswer } from '../store/apply-answer.ts';
import { compareSums } from '../store/checksums.ts';
import type { Device } from '../store/device.ts';
import { beginRequest, type OutgoingRequest, type Ready, readAhead } from '../store/outbox.ts';
import { isDownloaded, type SyncProgress, unsentCount } from '../store/sync-progress.ts';
import { keepServerKey, type Vault } from '../store/vault.ts';
import { askAhead, type Download, pageAhead, startDownload } from './prefetch.ts';

/** What one request needs. `vault` is absent while locked: then changes are pushed and nothing is read. */
export interface SyncOnceParts {
  fetch: Fetch;
  device: Device;
  vault: Vault | undefined;
  now: () => number;
  /** Makes the nonce that an answer must echo. */
  makeNonce: () => string;
  /** Changes to send at most (see `batch-size.ts`). */
  batch: number;
  /** Pull as well, where the vault is open and may read. */
  pulls: boolean;
  /** Carried from request to request by a loop that downloads ahead; a request on its own asks for one small page. */
  download?: Download;
  /** Carried likewise: changes that were read while the push before was under way. */
  upload?: Upload;
}

export interface Upload {
  ready: Ready;
  reading: Promise<void>;
}

export const startUpload = (): Upload => ({ ready: new Map(), reading: Promise.resolve() });

export interface SyncOnceResult {
  /** Another request has work to do at once. */
  more: boolean;
  sent: number;
  unsent: number;
  progress: SyncProgress;
}

const day = 24 * 3_600_000;

/** With more changes than this no rows are asked for: that they have arrived is known sooner. */
const fewChanges = 100;

/** One request: begins it, sends it, applies the answer. Throws NetworkError or StorageError; an outdated answer is ignored. */
export async function syncOnce(given: SyncOnceParts): Promise<SyncOnceResult | 'outdated'> {
  const parts = { ...given, pulls: given.pulls && mayRead(given) };
  const { device, vault } = parts;
  const { download = startDownload(), upload } = parts;
  await upload?.reading;
  const request =
    begunFor(parts) ??
    (await beginRequest(device.db, Math.min(parts.batch, syncLimits.changesPerPush), upload?.ready));
  // What the worker wrote goes first: while there is more of it than a few changes, nothing is read.
  const mayPull = parts.pulls && vault !== undefined;
  const pulls = mayPull && request.changes.length === request.unsent && request.changes.length <= fewChanges;
  const ask = (of: OutgoingRequest): Promise<SyncAnswer> =>
    sendRequest(parts, of, pulls ? download.rows : undefined);
  const ahead = pulls ? await pageAhead(download, vault, request) : undefined;
  const asking = ahead ? undefined : ask(request);
  if (upload && request.rest.length > 0)
    upload.reading = readAhead(device.db, request, upload.ready).catch(() => undefined);
  const answer = ahead?.answer ?? (await asking!);
  if (parts.download && pulls && request.unsent === 0) askAhead(download, vault, request, answer, ask);
  const applied = await applyAnswer(device, vault, request, answer, instantOf(parts.now()), ahead?.sealed);
  if (applied === 'outdated') return applied;
  const { progress } = applied;
  download.begun = applied.next;
  for (const { made } of request.sent) upload?.ready.delete(made);
  if (vault) await keepServerKey(vault, answer.serverKey);
  const differing = pulls ? await compareSums(device, request.requestNo, answer) : [];
  const unsent = unsentCount(progress);
  const more = answer.lost || unsent > 0 || (mayPull && (!pulls || answer.more || differing.length > 0));
  return { more, sent: request.sent.length, unsent, progress };
}

/** Only an open vault reads, and only while its lease lasts: by the endpoint's clock, and before their first contact by its answer. */
const mayRead = ({ vault }: SyncOnceParts): boolean =>
  vault !== undefined && (vault.contact === null || leaseAt(vault.access.until, vault.now()) !== 'over');

/** The request that was begun with the last answer, while it is still the right one: nothing has been written since. */
function begunFor({ download, pulls, vault }: SyncOnceParts): OutgoingRequest | undefined {
  const begun = download?.begun;
  if (!begun || !download) return undefined;
  download.begun = undefined;
  const isBehind = [...(vault?.replica.pending.values() ?? [])].some(({ made }) => made > begun.changesMade);
  return pulls && vault && !isBehind ? begun : undefined;
}

/** `rows`: how many to pull at most; without it nothing is pulled. */
function sendRequest(
  { device, fetch, makeNonce, now, vault }: SyncOnceParts,
  request: OutgoingRequest,
  rows: number | undefined,
): Promise<SyncAnswer> {
  return exchange(
    fetch,
    {
      p: protocol,
      schema: rowSchema,
      device: device.id,
      nonce: makeNonce(),
      made: request.changesMade,
      unsent: request.unsent,
      changes: request.changes,
      seen: request.seen,
      ...(rows && { cursors: request.cursors }),
      limit: rows ?? 1,
      check: rows !== undefined && isDownloaded(request) && isCheckDue(request.checkedAt, now()),
    },
    device.sign,
    rows ? vault?.access.credential : undefined,
  );
}

const isCheckDue = (checkedAt: string | null, now: number): boolean =>
  checkedAt === null || Math.abs(now - Date.parse(checkedAt)) > day;
