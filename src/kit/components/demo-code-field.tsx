import { useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Field } from './field.tsx';

interface DemoCodeFieldProps {
  asked: boolean;
  wrong?: string | undefined;
  onCode: (code: string) => void;
}

/** The code that the demo asks for beyond its own machine; kept in this page's memory only. */
export function DemoCodeField({ asked, wrong, onCode }: DemoCodeFieldProps) {
  const { signIn } = words();
  const [code, setCode] = useState('');
  if (!asked) return null;
  const take = (next: string) => {
    setCode(next);
    onCode(next);
  };
  return <Field label={signIn.code} hint={signIn.codeHint} value={code} wrong={wrong} onInput={take} />;
}
