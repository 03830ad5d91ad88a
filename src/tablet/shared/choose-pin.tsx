import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { SubmitButton } from '#kit/components/button.tsx';
import { Field } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { checkIcon, keyRoundIcon } from '#kit/components/icons.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import type { Chosen } from '../state/quick-unlock.ts';
import type { Tablet } from '../state/tablet.ts';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { isPin, pinDigits } from '../store/pin.ts';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';
import { whyNotOpened } from './why-not-opened.ts';

/** Called before the screen is left: stores a PIN that was typed. False where something is wrong with it. */
export type Leaving = RefObject<(() => Promise<boolean>) | null>;

type Wrong = { field: 'old' | 'first' | 'again'; text: string };

/** Chooses the worker's PIN: four to eight digits, typed twice, with the tablet's passkey where it has one. A new PIN asks for the old one. */
export function ChoosePin({ tablet, leaving }: { tablet: Tablet; leaving?: Leaving }) {
  const unlocked = useUnlocked();
  const { pin: text } = everydayWords();
  const [old, setOld] = useState('');
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<Wrong>();
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState<Chosen | 'failed'>();
  const { quickUnlock } = tablet;
  const asksOld = quickUnlock.asksOld(unlocked.vault.device.row);

  const findWrong = async (): Promise<Wrong | undefined> => {
    if (!isPin(first)) return { field: 'first', text: text.digits(...pinDigits) };
    if (first !== again) return { field: 'again', text: text.differs };
    if (!asksOld) return undefined;
    const answer = await quickUnlock.confirm(unlocked.vault, old);
    return answer === 'confirmed' ? undefined : { field: 'old', text: whyNotOpened(answer) };
  };
  const choose = async (): Promise<Chosen | 'failed' | 'wrong'> => {
    const fault = await findWrong();
    setWrong(fault);
    if (fault) return 'wrong';
    const done = await quickUnlock.choose(unlocked.vault, first);
    setOld('');
    setFirst('');
    setAgain('');
    return done;
  };
  const submit = async (): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    const done = await choose().catch(() => 'failed' as const);
    setBusy(false);
    setChosen(done === 'wrong' ? undefined : done);
    return done === 'kept';
  };
  useEffect(() => {
    // Where nothing is typed there is nothing to keep.
    if (leaving) leaving.current = async () => (first === '' && again === '') || submit();
  });
  useEffect(
    () => () => {
      if (leaving) leaving.current = null;
    },
    [leaving],
  );
  const wrongIn = (field: Wrong['field']) => (wrong?.field === field ? wrong.text : undefined);
  return (
    <Form class="stack" onSubmit={() => void submit()}>
      <p>
        {text.why(...pinDigits)} {text.asks}
      </p>
      {asksOld && (
        <Field
          label={text.old}
          hint={text.oldHint}
          value={old}
          onInput={setOld}
          wrong={wrongIn('old')}
          maxLength={20}
          secret
        />
      )}
      <Digits label={text.first(...pinDigits)} value={first} onInput={setFirst} wrong={wrongIn('first')} />
      <Digits label={text.again} value={again} onInput={setAgain} wrong={wrongIn('again')} />
      <ThinProgress busy={busy} label={text.choosing} />
      <p role="status" class="with-icon">
        {chosen && <Icon of={chosen === 'kept' || chosen === 'page' ? checkIcon : keyRoundIcon} />}
        {chosen && <span>{chosen === 'failed' ? tabletWords().sync.storageDead : text[chosen]}</span>}
      </p>
      <SubmitButton look="plain" icon={keyRoundIcon} disabled={busy}>
        {busy ? text.choosing : text.choose}
      </SubmitButton>
    </Form>
  );
}

const Digits = (props: Pick<Parameters<typeof Field>[0], 'label' | 'value' | 'onInput' | 'wrong'>) => (
  <Field {...props} inputMode="numeric" maxLength={pinDigits[1]} secret />
);
