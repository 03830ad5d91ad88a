import type { SyncProgress } from './sync-progress.ts';

/** An error that is worth a word (ms): two minutes. A smaller one is let be. */
const tolerated = 2 * 60_000;
/** A contact says nothing any more of a clock that has gone on for so long (ms), a week: it was probably set since. */
const remembered = 7 * 24 * 3_600_000;

/**
 * What has to be added to the tablet's clock (`tabletNow`, ms) to have the endpoint's, as their last contact showed; 0 where
 * they agree to within two minutes, or where the clock has been set since: it stands before that contact, or far after it.
 */
export function clockError(contact: SyncProgress['contact'], tabletNow: number): number {
  if (!contact) return 0;
  const then = Date.parse(contact.tablet);
  const error = Date.parse(contact.server) - then;
  // What a screen counts by may be seconds older than the contact.
  const isKnown = tabletNow > then - tolerated && tabletNow - then < remembered;
  return isKnown && Math.abs(error) > tolerated ? error : 0;
}
