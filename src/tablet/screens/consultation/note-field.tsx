import { looksLikeCpr, withoutCpr } from '#domain/cpr.ts';
import { noteLimit } from '#domain/note.ts';
import { Button } from '#kit/components/button.tsx';
import { TextArea } from '#kit/components/field.tsx';
import { words } from '#kit/words/words.ts';
import { tabletWords } from '../../words/words.ts';
import './note-field.css';

const nearTheEnd = 500;

/** Why this note cannot be saved as it is; `undefined` when it can. */
export const noteFault = (note: string): string | undefined =>
  note.trim().length > noteLimit
    ? tabletWords().tablet.noteTooLong(note.trim().length - noteLimit)
    : undefined;

/** The note: never cut off, warned about at once when it holds what looks like a CPR number, and covered with the screen. */
export function NoteField({
  id,
  note,
  label,
  onInput,
}: {
  id?: string;
  note: string;
  label?: string;
  onInput: (note: string) => void;
}) {
  const { consultation } = words();
  const cpr = looksLikeCpr(note);
  const left = noteLimit - note.trim().length;
  return (
    <div class="note-field private">
      <TextArea
        {...(id && { id })}
        label={label ?? consultation.note}
        {...(label === undefined && { aside: consultation.noteAside })}
        value={note}
        warning={cpr ? consultation.cprWarning : undefined}
        wrong={noteFault(note)}
        onInput={onInput}
      />
      {cpr && <Button onPress={() => onInput(withoutCpr(note))}>{consultation.removeCpr}</Button>}
      {left >= 0 && left <= nearTheEnd && <p class="small quiet">{consultation.noteLeft(left)}</p>}
    </div>
  );
}
