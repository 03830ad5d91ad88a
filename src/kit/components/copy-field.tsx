import { useRef, useState } from 'preact/hooks';
import { defineWords } from '../words/language.ts';
import { Button } from './button.tsx';
import { checkIcon } from './icons.tsx';
import './copy-field.css';

const da = {
  copy: 'Kopiér',
  copyOf: (what: string) => `Kopiér: ${what}`,
  copied: (what: string) => `Kopieret: ${what}`,
  notCopied: 'Browseren ville ikke kopiere. Teksten er markeret: kopiér den selv.',
};
const en: typeof da = {
  copy: 'Copy',
  copyOf: (what) => `Copy: ${what}`,
  copied: (what) => `Copied: ${what}`,
  notCopied: 'The browser would not copy. The text is selected: copy it yourself.',
};

const copyWords = defineWords({ da, en });

interface CopyProps {
  /** The accessible name. */
  what: string;
  value: string;
  /** A text of several lines instead of an address. */
  long?: boolean;
}

/** An address or text that can be selected as a whole, with a button that copies it. */
export function CopyField({ what, value, long }: CopyProps) {
  const { copy, copyOf, copied, notCopied } = copyWords();
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [done, setDone] = useState<{ of: string; well: boolean }>();
  const now = done?.of === value ? done : undefined;
  const take = async () => {
    const well = await copyText(value);
    if (!well) box.current?.select();
    setDone({ of: value, well });
  };
  const shared = { readOnly: true, value, 'aria-label': what, ref: box, translate: false } as const;
  return (
    <div class="copy-field" data-long={long || undefined}>
      {long ? <textarea {...shared} rows={7} /> : <input {...shared} />}
      <Button label={copyOf(what)} {...(now?.well && { icon: checkIcon })} onPress={() => void take()}>
        {copy}
      </Button>
      <p role="status" class="small quiet">
        {now && (now.well ? copied(what) : notCopied)}
      </p>
    </div>
  );
}

/** False where the browser has no clipboard for pages, or will not give it. */
async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false;
  }
}
