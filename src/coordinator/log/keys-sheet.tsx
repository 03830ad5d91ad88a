import { Sheet } from '#kit/components/sheet.tsx';
import { words } from '#kit/words/words.ts';
import { OnOff } from '../shared/on-off.tsx';
import { logWords } from '../words/words.ts';
import { keyActions } from './keys.ts';
import './keys-sheet.css';

interface KeysSheetProps {
  open: boolean;
  on: boolean;
  onSet: (on: boolean) => void;
  onClose: () => void;
}

/** The list of keys, and the switch that turns them off. */
export function KeysSheet({ open, on, onSet, onClose }: KeysSheetProps) {
  const { act } = words();
  const review = logWords();
  return (
    <Sheet open={open} title={review.keysTitle} closeLabel={act.close} onClose={onClose}>
      <dl class="log-facts keys">
        {keyActions.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{review.keyWords[action]}</dd>
          </div>
        ))}
      </dl>
      <OnOff word={review.keysOn} on={on} onSet={onSet} />
    </Sheet>
  );
}
