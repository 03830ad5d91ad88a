import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { sirenIcon } from '#kit/components/icons.tsx';
import { timeOf } from '#kit/words/format.ts';
import type { Capture } from '../../actions/consultation.ts';
import { openAcute } from '../../state/acute-opened.ts';
import type { Correction } from '../../state/drafts.ts';
import { lastCall } from './rung.ts';
import { acuteText } from './text.ts';

/** The red line of a conversation that is acute or in which it was rung: when, and the way back to the numbers. */
export function AcuteTold({ draft }: { draft: Capture | Correction }) {
  const acute = acuteText();
  const rung = lastCall(draft);
  if (draft.assessment !== 'acute' && !rung) return null;
  const reopen = () => openAcute({ draft: draft.id, ...(draft.assessment === 'acute' && { before: null }) });
  return (
    <Banner
      tone="danger"
      icon={sirenIcon}
      title={rung ? acute.rung(timeOf(rung.at)) : acute.notRung}
      action={
        <Button look="danger" onPress={reopen}>
          {acute.show}
        </Button>
      }
    >
      {rung && acute.inNote}
    </Banner>
  );
}
