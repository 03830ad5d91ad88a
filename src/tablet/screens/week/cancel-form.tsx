import { useState } from 'preact/hooks';
import { looksLikeCpr } from '#domain/cpr.ts';
import { lineLimits } from '#domain/text.ts';
import { Button } from '#kit/components/button.tsx';
import { SingleChips } from '#kit/components/chips.tsx';
import { Field } from '#kit/components/field.tsx';
import { banIcon } from '#kit/components/icons.tsx';
import { NotSavedBanner } from '../../shared/saving.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { type Block, toldByHand } from './blocks.ts';
import { useChange } from './change.ts';
import { weekText, whenText } from './text.ts';

const reasons = ['ill', 'themeDay', 'meeting', 'course', 'holiday', 'other'] as const;
type Reason = (typeof reasons)[number];

/** *Aflys denne gang*: the reason, how many are told, and one button. */
export function CancelForm({ block, onDone }: { block: Block; onDone: () => void }) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { busy, fault, change } = useChange(block, onDone);
  const [reason, setReason] = useState<Reason | null>(null);
  const [own, setOwn] = useState('');
  const [asked, setAsked] = useState(false);
  const { hour, place, booked } = block;
  const byHand = toldByHand(unlocked.replica(), booked).length;
  const told = booked.length - byHand;
  const typed = own
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  const why = [reason && reason !== 'other' && text.reasons[reason], typed].filter(Boolean).join(': ');
  const isLong = why.length > lineLimits.reason;
  const wrong = isLong ? text.whyLong(lineLimits.reason) : looksLikeCpr(own) ? text.whyCpr : undefined;
  const cancel = () => {
    setAsked(true);
    const given = why || (reason ? text.reasons[reason] : '');
    if (!given || wrong) return;
    change({ cancelled: given }, text.cancelled(place.name, whenText(hour)));
  };
  return (
    <div class="stack">
      <SingleChips
        legend={text.why}
        choices={reasons.map((key) => ({ key, word: text.reasons[key] }))}
        chosen={reason}
        onChoose={setReason}
      />
      <div role="alert">{asked && !reason && !typed && <p class="field-wrong">{text.whyMissing}</p>}</div>
      <Field label={text.ownWords} hint={text.ownWordsHint} value={own} wrong={wrong} onInput={setOwn} />
      <div>
        {told > 0 && <p>{text.told(told)}</p>}
        {byHand > 0 && <p>{text.byHand(byHand)}</p>}
        {booked.length === 0 && <p class="quiet">{text.nobodyTold}</p>}
      </div>
      <NotSavedBanner fault={fault} />
      <Button look="primary" icon={banIcon} wide disabled={busy} onPress={cancel}>
        {told > 0 ? text.cancelAndTell : text.cancelOnly}
      </Button>
    </div>
  );
}
