import { instantOf } from '../domain/day.ts';
import { applyAnswer } from '../store/apply.ts';
import { compareSums } from '../store/check.ts';
import { type Marks, unsentCount } from '../store/marks.ts';
import { beginTurn } from '../store/outbox.ts';
import { type Device, keepServerKey, type Vault } from '../store/vault.ts';
import { protocol, rowSchema, syncLimits } from '../wire/sync.ts';
import { exchange, type Fetch, nameDevice } from './endpoint.ts';

/** What one turn needs. `vault` is absent while locked: then changes are pushed and nothing is read. */
export interface Line {
  fetch: Fetch;
  device: Device;
  vault: Vault | undefined;
  now: () => number;
  /** Makes the nonce that an answer must echo. */
  makeNonce: () => string;
  /** Changes to send at most; halved by the loop after a 413. */
  batch: number;
  /** Pull as well: unlocked and, as far as the tablet knows, signed in. */
  pulls: boolean;
}

export interface Exchanged {
  /** Another turn has work to do at once. */
  more: boolean;
  unsent: number;
  marks: Marks;
}

/** Rows in the first page, so that something can be read soon, and in later ones, so that no page blocks the screen. */
const firstPage = 200;
const laterPages = 250;
const day = 24 * 3_600_000;

/** One turn: begin it, exchange, apply. Throws NetworkError or StoreFault; an outdated answer is ignored and asks for more. */
export async function takeTurn(line: Line): Promise<Exchanged | 'outdated'> {
  const { device, vault, fetch } = line;
  const turn = await beginTurn(device.db, Math.min(line.batch, syncLimits.changesPerPush));
  const pulls = line.pulls && vault !== undefined;
  const first = Object.keys(turn.cursors).length === 0;
  const answer = await exchange(
    fetch,
    {
      p: protocol,
      schema: rowSchema,
      device: device.id,
      nonce: line.makeNonce(),
      made: turn.made,
      unsent: turn.unsent,
      changes: turn.changes,
      seen: turn.seen,
      ...(pulls && { cursors: turn.cursors }),
      limit: first ? firstPage : laterPages,
      check: pulls && isCheckDue(turn.checkedAt, line.now()),
    },
    device.sign,
  );
  const marks = await applyAnswer(device, vault, turn, answer, instantOf(line.now()));
  if (marks === 'outdated') return marks;
  if (vault) await keepServerKey(vault, answer.serverKey);
  const differing = pulls ? await compareSums(device, turn.turn, answer) : [];
  const unsent = unsentCount(marks);
  const more = answer.lost || unsent > 0 || (pulls && (answer.more || differing.length > 0));
  return { more, unsent, marks };
}

const isCheckDue = (checkedAt: string | null, now: number): boolean =>
  checkedAt === null || Math.abs(now - Date.parse(checkedAt)) > day;

/** The endpoint does not know this device (it was restored to a day before): it is named again, after a login. */
export const nameAgain = ({ fetch, device }: Line): Promise<unknown> =>
  nameDevice(fetch, { id: device.id, tablet: device.row.tablet, publicKey: device.row.publicKey });
