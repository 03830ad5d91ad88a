import { useEffect, useState } from 'preact/hooks';
import { leastPhoneDigits } from '#api/client/places.ts';
import { Field } from '#kit/components/field.tsx';
import type { Change } from './changes.ts';
import { DeskForm } from './desk-form.tsx';
import { text } from './text.ts';

interface ContactProps {
  /** Null: the municipality's own. */
  institution: string | null;
  phone: string;
  phoneOf: string;
  hint: string;
  onChange: Change;
}

const isPhone = (typed: string): boolean =>
  typed.trim() === '' ||
  (/^[0-9 +]{0,20}$/.test(typed.trim()) && typed.replace(/\D/g, '').length >= leastPhoneDigits);

/** *Ring til …*: number and who answers, saved together. */
export function Contact({ institution, phone, phoneOf, hint, onChange }: ContactProps) {
  const say = text();
  const [typed, setTyped] = useState({ phone, phoneOf });
  const [wrong, setWrong] = useState<string>();
  useEffect(() => {
    setTyped({ phone, phoneOf });
    setWrong(undefined);
  }, [institution, phone, phoneOf]);
  const save = async () => {
    if (!isPhone(typed.phone)) return setWrong(say.phoneWrong(leastPhoneDigits));
    const saved = await onChange({ type: 'contact', institution, ...typed }, say.saved);
    setWrong(saved ? undefined : say.notSaved);
  };
  const same = typed.phone === phone && typed.phoneOf === phoneOf;
  return (
    <DeskForm same={same} onSave={() => void save()}>
      <p class="quiet">{hint}</p>
      <div class="desk-pair">
        <Field
          label={say.phone}
          value={typed.phone}
          maxLength={20}
          wrong={wrong}
          onInput={(next) => setTyped({ ...typed, phone: next })}
        />
        <Field
          label={say.phoneOf}
          aside={say.phoneOfHint}
          value={typed.phoneOf}
          maxLength={60}
          onInput={(next) => setTyped({ ...typed, phoneOf: next })}
        />
      </div>
    </DeskForm>
  );
}
