import { useEffect, useState } from 'preact/hooks';
import { Icon } from '#kit/components/icon.tsx';
import { shieldAlertIcon, shieldCheckIcon } from '#kit/components/icons.tsx';
import { sizeText } from '#kit/words/format.ts';
import { tabletWords } from '../../words/words.ts';
import './storage.css';

interface Answer {
  kept: boolean;
  used: number | undefined;
}

async function askBrowser(): Promise<Answer | undefined> {
  if (!navigator.storage?.persisted) return undefined;
  const kept = await navigator.storage.persisted();
  const used = await navigator.storage.estimate?.();
  return { kept, used: used?.usage };
}

/** Whether the browser may delete this tablet's data by itself, as it answers now. */
export function Storage() {
  const { sync } = tabletWords();
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    askBrowser().then(setAnswer, () => undefined);
  }, []);
  if (!answer) return null;
  return (
    <p class="card storage" data-tone={answer.kept ? 'sent' : 'wait'}>
      <Icon of={answer.kept ? shieldCheckIcon : shieldAlertIcon} />
      <span>
        <strong>{answer.kept ? sync.protected : sync.notProtected}</strong>{' '}
        {answer.used !== undefined && sync.used(sizeText(answer.used))}
      </span>
    </p>
  );
}
