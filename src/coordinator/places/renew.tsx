import { useState } from 'preact/hooks';
import { Button } from '#kit/components/button.tsx';
import { rotateCcwIcon } from '#kit/components/icons.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import type { Change } from './changes.ts';
import { text } from './text.ts';

interface RenewProps {
  word: string;
  /** The accessible name, where several of these buttons stand below each other. */
  label?: string;
  title: string;
  /** What happens to the old address; shown before it happens. */
  more: readonly string[];
  act: string;
  onRenew: () => ReturnType<Change>;
}

/** Ends an address and makes a new one. First it says what that means for those who have the old one. */
export function Renew({ word, label, title, more, act, onRenew }: RenewProps) {
  const { keep, close, notSaved } = text();
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<'asking' | 'busy' | 'failed'>('asking');
  const begin = () => {
    setState('asking');
    setOpen(true);
  };
  const renew = async () => {
    if (state === 'busy') return;
    setState('busy');
    if (await onRenew()) setOpen(false);
    else setState('failed');
  };
  return (
    <>
      <Button look="quiet" icon={rotateCcwIcon} {...(label && { label })} onPress={begin}>
        {word}
      </Button>
      <Sheet open={open} title={title} closeLabel={close} onClose={() => setOpen(false)}>
        <div class="desk-stack">
          {more.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <div role="alert">{state === 'failed' && <p class="field-wrong">{notSaved}</p>}</div>
          <div class="desk-buttons">
            <Button look="danger" disabled={state === 'busy'} onPress={() => void renew()}>
              {act}
            </Button>
            <Button onPress={() => setOpen(false)}>{keep}</Button>
          </div>
        </div>
      </Sheet>
    </>
  );
}
