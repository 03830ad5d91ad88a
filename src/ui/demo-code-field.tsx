import { useState } from 'preact/hooks';
import { giveDemoCode } from '../sync/endpoint.ts';
import { Field } from './kit/field.tsx';
import { words } from './words/words.ts';

/** The code that the demo's door asks for beyond its own machine; kept in this page's memory only. */
export function DemoCodeField({ asked, wrong }: { asked: boolean; wrong?: string | undefined }) {
  const { signIn } = words();
  const [code, setCode] = useState('');
  if (!asked) return null;
  const take = (next: string) => {
    setCode(next);
    giveDemoCode(next);
  };
  return <Field label={signIn.code} hint={signIn.codeHint} value={code} wrong={wrong} onInput={take} />;
}
