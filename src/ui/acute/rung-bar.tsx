import type { Capture } from '../../store/consultation.ts';
import type { Correction } from '../drafts.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { checkIcon, circleCheckIcon } from '../kit/icons.tsx';
import { timeOf } from '../words/format.ts';
import { words } from '../words/words.ts';
import { lastCall } from './rung.ts';
import { acuteText } from './text.ts';

interface RungBarProps {
  draft: Capture | Correction;
  /** The moment that *Der er ringet* writes down, as an instant. */
  at: string;
  onRung: () => void;
  onUndo: () => void;
  onGoOn: () => void;
}

/** Has it been rung? Written in the note, and taken back there as long as nobody has changed the line. */
export function RungBar({ draft, at, onRung, onUndo, onGoOn }: RungBarProps) {
  const { act } = words();
  const acute = acuteText();
  const rung = lastCall(draft);
  return (
    <section class="acute-bar" aria-label={acute.hasRung}>
      <p role="status">
        {rung ? (
          <strong class="with-icon">
            <Icon of={circleCheckIcon} /> {acute.rung(timeOf(rung.at))}
          </strong>
        ) : (
          <strong>{acute.hasRung}</strong>
        )}
        <span class="quiet">{rung ? acute.inNote : acute.hasRungMore}</span>
      </p>
      {rung ? (
        <>
          <Button look="quiet" onPress={onUndo}>
            {act.undo}
          </Button>
          <Button icon={checkIcon} onPress={onGoOn}>
            {acute.goOn}
          </Button>
        </>
      ) : (
        <Button icon={checkIcon} onPress={onRung}>
          {acute.rungAt(timeOf(at))}
        </Button>
      )}
    </section>
  );
}
