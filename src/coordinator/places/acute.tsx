import { useEffect, useState } from 'preact/hooks';
import { AcuteNumbers, leastDigits } from '#domain/acute.ts';
import { Field } from '#kit/components/field.tsx';
import type { Change } from './changes.ts';
import { DeskForm } from './desk-form.tsx';
import { text } from './text.ts';

/** The numbers that the tablet shows under *Akut*. Both are saved together with the hours of the day's number. */
export function Acute({ acute, onChange }: { acute: AcuteNumbers; onChange: Change }) {
  const say = text();
  const [typed, setTyped] = useState(acute);
  const [wrong, setWrong] = useState<string>();
  const { day, evening, from, to } = acute;
  useEffect(() => {
    setTyped({ day, evening, from, to });
    setWrong(undefined);
  }, [day, evening, from, to]);
  const save = async () => {
    const { success, data } = AcuteNumbers.safeParse(typed);
    if (!success) return setWrong(say.acuteWrong(leastDigits));
    const saved = await onChange({ type: 'acute', acute: data }, say.saved);
    setWrong(saved ? undefined : say.notSaved);
  };
  const field = (
    name: keyof AcuteNumbers,
    label: string,
    more: { type?: 'time'; wrong?: string | undefined },
  ) => (
    <Field
      label={label}
      value={typed[name]}
      maxLength={20}
      onInput={(next) => setTyped({ ...typed, [name]: next })}
      {...more}
    />
  );
  const same = day === typed.day && evening === typed.evening && from === typed.from && to === typed.to;
  return (
    <DeskForm same={same} onSave={() => void save()}>
      <p class="quiet">{say.acuteHint}</p>
      <div class="desk-pair">
        {field('day', say.acuteDay, { wrong })}
        {field('evening', say.acuteEvening, {})}
      </div>
      <div class="desk-pair">
        {field('from', say.acuteFrom, { type: 'time' })}
        {field('to', say.acuteTo, { type: 'time' })}
      </div>
    </DeskForm>
  );
}
