import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { sirenIcon } from '#kit/components/icons.tsx';
import { openAcute } from '../../state/acute-opened.ts';
import { acuteText } from './text.ts';
import './acute-button.css';

/** *Akut* at the same place in every header of the tablet. `draft`: the conversation that is open below it. */
export function AcuteButton({ draft, short = false }: { draft?: Id | undefined; short?: boolean }) {
  const { door } = acuteText();
  const open = () => openAcute(draft ? { draft } : {});
  return (
    <span class="acute-door">
      {short ? (
        <Button look="danger" icon={sirenIcon} label={door} onPress={open} />
      ) : (
        <Button look="danger" icon={sirenIcon} onPress={open}>
          {door}
        </Button>
      )}
    </span>
  );
}
