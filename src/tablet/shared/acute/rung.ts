import { dayOf } from '#domain/day.ts';
import { momentText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { AcuteTalk } from '../../actions/consultation.ts';
import { acuteText } from './text.ts';

/** As much of a draft as a call is written in: of a new conversation, or of a correction. */
interface Noted {
  note: string;
  acute?: AcuteTalk;
}

const nothing: AcuteTalk = { calls: [], line: '' };

function lineOf({ calls, parents }: AcuteTalk): string {
  const { locale } = words();
  const acute = acuteText();
  if (calls.length === 0) return '';
  const each = calls.map(({ at, whom }) => acute.note[whom](momentText(at, dayOf(at))));
  const answer = parents && acute.note.parents(acute.answers[parents].toLocaleLowerCase(locale));
  return [acute.note.calls(each.join(', ')), answer].filter(Boolean).join(' ');
}

/** Writes the one line of the note that tells of the calls anew. Once the worker has edited that line it stays, and another is added. */
function rewritten<Draft extends Noted>(draft: Draft, next: AcuteTalk): Draft {
  const old = draft.acute?.line ?? '';
  const stands = old !== '' && draft.note.includes(old);
  const line = lineOf(next);
  if (stands) return { ...draft, note: draft.note.replace(old, () => line).trim(), acute: { ...next, line } };
  const note = line === '' ? draft.note : [draft.note.trimEnd(), line].filter(Boolean).join('\n');
  return { ...draft, note, acute: { ...next, line } };
}

/** The worker may change the line in the note. A changed line is never written over. */
const talkOf = ({ note, acute = nothing }: Noted): AcuteTalk =>
  acute.line !== '' && note.includes(acute.line) ? acute : { ...acute, calls: [], line: '' };

export const withCall = <Draft extends Noted>(draft: Draft, call: AcuteTalk['calls'][number]): Draft => {
  const talk = talkOf(draft);
  return rewritten(draft, { ...talk, calls: [...talk.calls, call] });
};

export const withoutLastCall = <Draft extends Noted>(draft: Draft): Draft => {
  const talk = talkOf(draft);
  return talk.calls.length === 0 ? draft : rewritten(draft, { ...talk, calls: talk.calls.slice(0, -1) });
};

export const withAnswer = <Draft extends Noted>(draft: Draft, parents: AcuteTalk['parents']): Draft =>
  rewritten(draft, { ...talkOf(draft), ...(parents && { parents }) });

/** When it was last rung, as far as the note still says so. */
export const lastCall = (draft: Noted): AcuteTalk['calls'][number] | undefined => talkOf(draft).calls.at(-1);
