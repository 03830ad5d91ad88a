import { Button } from '#kit/components/button.tsx';
import { checkIcon, undo2Icon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import type { Decisions } from './decisions.ts';
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

/** What can be done with the rows that are ticked. */
export function SelectionBar(props: { count: number; onApprove: () => void; onClear: () => void }) {
  const review = logWords();
  return (
    <div class="selection">
      <span role="status">{review.selected(props.count)}</span>
      <Button look="primary" icon={checkIcon} onPress={props.onApprove}>
        {review.approveMany(props.count)}
      </Button>
      <Button look="quiet" onPress={props.onClear}>
        {review.unselect}
      </Button>
    </div>
  );
}
