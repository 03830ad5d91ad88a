import type { Capture } from '../../store/consultation.ts';
import type { Correction } from '../drafts.ts';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { sirenIcon } from '../kit/icons.tsx';
import { timeOf } from '../words/format.ts';
import { openAcute } from './opened.ts';
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
