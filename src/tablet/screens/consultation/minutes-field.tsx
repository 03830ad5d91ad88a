import { mostMinutes } from '#domain/consultation.ts';
import { Field } from '#kit/components/field.tsx';
import { words } from '#kit/words/words.ts';
import { tabletWords } from '../../words/words.ts';

/** Why these minutes cannot be saved as they are typed; nothing typed is no fault. */
export const minutesFault = (minutes: string): string | undefined =>
  minutes === '' || (/^\d{1,3}$/.test(minutes) && Number(minutes) <= mostMinutes)
    ? undefined
    : tabletWords().tablet.minutesWrong(mostMinutes);

interface MinutesFieldProps {
  id: string;
  minutes: string;
  hint?: string;
  wrong: string | undefined;
  onInput: (minutes: string) => void;
}

/** How long they talked, in whole minutes; empty where nobody knows. */
export const MinutesField = ({ minutes, onInput, ...props }: MinutesFieldProps) => (
  <Field
    {...props}
    label={words().consultation.minutes}
    inputMode="numeric"
    value={minutes}
    onInput={(typed) => onInput(typed.trim())}
  />
);
