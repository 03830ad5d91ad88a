import { Button } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { checkIcon, circleCheckIcon } from '#kit/components/icons.tsx';
import { timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { Capture } from '../../actions/consultation.ts';
import type { Correction } from '../../state/drafts.ts';
import { lastCall } from './rung.ts';
import { acuteText } from './text.ts';
import './rung-bar.css';

interface RungBarProps {
  draft: Capture | Correction;
  /** The moment that *Der er ringet* writes down, as an instant. */
  at: string;
  onRung: () => void;
  onUndo: () => void;
  onGoOn: () => void;
}

/** *Der er ringet*: writes the call into the note. The undo removes it while the line is unchanged. */
export function RungBar({ draft, at, onRung, onUndo, onGoOn }: RungBarProps) {
  const { act } = words();
  const acute = acuteText();
  const rung = lastCall(draft);
  return (
    <section class="acute-bar" aria-label={acute.hasRung}>
      <p role="status">
        {rung ? (
          <strong class="with-icon acute-rung">
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
