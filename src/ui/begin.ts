import { instantOf } from '../domain/day.ts';
import type { Id } from '../domain/id.ts';
import type { Desk } from './desk.tsx';

/** A conversation that begins now, kept as a draft at once. Its id, for the address. */
export function beginCapture(
  desk: Desk,
  { session, institution }: { session: Id; institution: string },
  role: string | null = null,
): Id {
  const id = desk.makeId();
  desk.drafts.keep({
    ...{ id, session, institution, role },
    started: instantOf(desk.now()),
    themes: [],
    done: [],
    followUp: null,
    note: '',
    assessment: null,
  });
  return id;
}
