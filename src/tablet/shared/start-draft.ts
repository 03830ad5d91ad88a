import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Capture } from '../actions/consultation.ts';
import type { Unlocked } from '../state/unlocked-context.tsx';

/** What is known before the conversation begins, from a booking or a queue entry. */
export type Foreknown = Partial<Pick<Capture, 'role' | 'themes' | 'booking' | 'queueEntry'>>;

/** A conversation that begins now, kept as a draft at once. Its id, for the address. */
export function beginCapture(
  unlocked: Unlocked,
  { session, institution }: { session: Id; institution: string },
  known: Foreknown = {},
): Id {
  const id = unlocked.makeId();
  unlocked.drafts.keep({
    id,
    session,
    institution,
    started: instantOf(unlocked.now()),
    ...{ role: null, themes: [], actionsTaken: [], followUp: null, note: '', assessment: null, ...known },
  });
  return id;
}
