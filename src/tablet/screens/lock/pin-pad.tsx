import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button, SubmitButton } from '#kit/components/button.tsx';
import { Form } from '#kit/components/form.tsx';
import { deleteIcon, lockOpenIcon, scanFaceIcon } from '#kit/components/icons.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { whyNotOpened } from '../../shared/why-not-opened.ts';
import type { Tablet } from '../../state/tablet.ts';
import type { VaultRow } from '../../store/db.ts';
import { isPin, pinDigits } from '../../store/pin.ts';
import { everydayWords } from '../../words/everyday.ts';
import { tabletWords } from '../../words/words.ts';
import './pin-pad.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** The PIN, by keys as large as a thumb. A keyboard, a paste and a password manager write into the field. */
export function PinPad({
  tablet,
  row,
  onSpent,
}: {
  tablet: Tablet;
  row: VaultRow;
  onSpent: (why: string) => void;
}) {
  const { lock, sync } = tabletWords();
  const { pin: text } = everydayWords();
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const open = async () => {
    if (busy) return;
    if (!isPin(pin)) return setWrong(text.digits(...pinDigits));
    setBusy(true);
    setWrong(undefined);
    const opening = await tablet.openByPin(row, pin).catch(() => undefined);
    if (opening?.type === 'open') return;
    setBusy(false);
    setPin('');
    if (opening?.type === 'spent') return onSpent(whyNotOpened(opening));
    setWrong(opening ? whyNotOpened(opening) : sync.storageDead);
  };
  const type = (typed: string) => {
    setPin(typed.replaceAll(/\D/g, '').slice(0, pinDigits[1]));
    setWrong(undefined);
  };
  const unlockIcon = tablet.quickUnlock.way(row) === 'passkey' ? scanFaceIcon : lockOpenIcon;

  return (
    <Form class="stack pin" onSubmit={() => void open()}>
      <div class="field pin-field">
        <label for={id}>
          {lock.code} ({row.initials})
        </label>
        <input
          id={id}
          ref={field}
          // Not a password field: a code of this tablet is not for the browser's store of passwords.
          type="text"
          class="secret"
          inputMode="none"
          autoComplete="off"
          spellcheck={false}
          value={pin}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-wrong`}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <p class="field-wrong pin-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      </div>
      <ThinProgress busy={busy} label={lock.unlocking} />
      <div class="pin-keys">
        {digits.map((digit) => (
          <Button key={digit} disabled={busy} onPress={() => type(pin + digit)}>
            {digit}
          </Button>
        ))}
        <Button icon={deleteIcon} label={lock.erase} disabled={busy} onPress={() => type(pin.slice(0, -1))} />
      </div>
      <SubmitButton wide icon={unlockIcon} disabled={busy}>
        {busy ? lock.unlocking : lock.unlock}
      </SubmitButton>
    </Form>
  );
}
