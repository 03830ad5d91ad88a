import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Capture } from '../actions/consultation.ts';
import { isCapture } from '../state/drafts.ts';
import type { Unlocked } from '../state/unlocked-context.tsx';

/** What is known before the conversation begins, from a booking or a queue entry. */
export type Foreknown = Partial<Pick<Capture, 'role' | 'themes' | 'booking' | 'queueEntry'>>;

/** Two taps within this time (ms) begin one conversation. */
const twoTaps = 1000;

/** A conversation that begins now, kept as a draft at once. Its id, for the address; a double tap gets that of the first. */
export function beginCapture(
  unlocked: Unlocked,
  { session, institution }: { session: Id; institution: string },
  known: Foreknown = {},
): Id {
  const now = unlocked.now();
  const justBegun = [...unlocked.drafts.all.value.values()].find(
    (draft) =>
      isCapture(draft) &&
      draft.session === session &&
      draft.booking === known.booking &&
      draft.queueEntry === known.queueEntry &&
      now - Date.parse(draft.started) < twoTaps,
  );
  if (justBegun) return justBegun.id;
  const id = unlocked.makeId();
  unlocked.drafts.keep({
    id,
    session,
    institution,
    started: instantOf(now),
    ...{ role: null, themes: [], actionsTaken: [], followUp: null, note: '', assessment: null, ...known },
  });
  return id;
}
