import type { LogLine } from '#api/client/log.ts';
import { Button } from '#kit/components/button.tsx';
import { checkIcon, undo2Icon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { OnOff } from '../shared/on-off.tsx';
import { logWords } from '../words/words.ts';
import { type Decisions, isToBeRead } from './decisions.ts';
import './said.css';

/** The message about what was just done, spoken when it comes, with its undo. */
export const Said = ({ said }: { said: Decisions['said'] }) => (
  <div class="said" role="status">
    {said && (
      <p>
        {said.text}{' '}
        {said.undo && (
          <Button icon={undo2Icon} onPress={said.undo}>
            {words().act.undo}
          </Button>
        )}
      </p>
    )}
  </div>
);

interface SelectionBarProps {
  chosen: readonly LogLine[];
  /** Those of them that *Godkend* approves. */
  approved: readonly LogLine[];
  /** Are those among them approved too that should be read first? */
  withThose: boolean;
  onWithThose: (withThose: boolean) => void;
  onApprove: () => void;
  onClear: () => void;
}

/** What can be done with the rows that are ticked, and what among them nobody should approve unread. */
export function SelectionBar({ chosen, approved, withThose, onWithThose, ...props }: SelectionBarProps) {
  const review = logWords();
  const toRead = chosen.filter(isToBeRead);
  const missing = toRead.filter(({ assessment }) => assessment === null).length;
  return (
    <div class="selection">
      <span role="status">
        {[review.selected(chosen.length), review.toRead(missing, toRead.length - missing)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {toRead.length > 0 && <OnOff word={review.alsoThose} on={withThose} onSet={onWithThose} />}
      <Button look="primary" icon={checkIcon} disabled={approved.length === 0} onPress={props.onApprove}>
        {review.approveMany(approved.length)}
      </Button>
      <Button look="quiet" onPress={props.onClear}>
        {review.unselect}
      </Button>
    </div>
  );
}
