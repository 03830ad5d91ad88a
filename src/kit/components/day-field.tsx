import { useState } from 'preact/hooks';
import { Day, planEnd } from '#domain/day.ts';
import { dayText } from '../words/format.ts';
import { words } from '../words/words.ts';
import { Field } from './field.tsx';

interface Props {
  id: string;
  label: string;
  day: Day | null;
  /** The earliest day allowed; the latest is three years after it. */
  from: Day;
  onDay: (day: Day | null) => void;
}

/** A field for an agreed day. A day that does not exist or is too far off stays as typed, with a sentence, and `onDay` gets nothing of it. */
export function DayField({ id, label, day, from, onDay }: Props) {
  const [typed, setTyped] = useState(day ?? '');
  const last = planEnd(from);
  const isDay = (text: string): boolean => Day.safeParse(text).success && text >= from && text <= last;
  return (
    <Field
      id={id}
      type="date"
      label={label}
      value={typed}
      min={from}
      max={last}
      wrong={typed && !isDay(typed) ? words().consultation.dayTooFar(dayText(last, true)) : undefined}
      onInput={(text) => {
        setTyped(text);
        onDay(isDay(text) ? text : null);
      }}
    />
  );
}
