import { useState } from 'preact/hooks';
import { isPin } from '../store/pin.ts';
import { useDesk } from './desk.tsx';
import type { Chosen } from './everyday.ts';
import { SubmitButton } from './kit/button.tsx';
import { Field } from './kit/field.tsx';
import { Icon } from './kit/icon.tsx';
import { checkIcon, keyRoundIcon } from './kit/icons.tsx';
import { ThinProgress } from './kit/progress.tsx';
import type { Tablet } from './tablet.ts';
import { everydayWords } from './words/everyday.ts';
import { words } from './words/words.ts';

/** Four to eight digits, twice: her everyday code, with the tablet's passkey where it has one. */
export function ChoosePin({ tablet }: { tablet: Tablet }) {
  const desk = useDesk();
  const { pin: text } = everydayWords();
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<'digits' | 'differs'>();
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState<Chosen | 'failed'>();

  const choose = async () => {
    if (busy) return;
    const fault = !isPin(first) ? 'digits' : first === again ? undefined : 'differs';
    setWrong(fault);
    if (fault) return;
    setBusy(true);
    const done = await tablet.everyday.choose(desk.vault, first).catch(() => 'failed' as const);
    setBusy(false);
    setChosen(done);
    setFirst('');
    setAgain('');
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void choose();
      }}
    >
      <p>
        {text.why} {text.asks}
      </p>
      <Digits
        label={text.first}
        value={first}
        onInput={setFirst}
        wrong={wrong === 'digits' ? text.digits : undefined}
      />
      <Digits
        label={text.again}
        value={again}
        onInput={setAgain}
        wrong={wrong === 'differs' ? text.differs : undefined}
      />
      <ThinProgress busy={busy} label={text.choosing} />
      <p role="status" class="with-icon">
        {chosen && <Icon of={chosen === 'kept' || chosen === 'page' ? checkIcon : keyRoundIcon} />}
        {chosen && <span>{chosen === 'failed' ? words().sync.storageDead : text[chosen]}</span>}
      </p>
      <SubmitButton look="plain" icon={keyRoundIcon} disabled={busy}>
        {busy ? text.choosing : text.choose}
      </SubmitButton>
    </form>
  );
}

const Digits = (props: Pick<Parameters<typeof Field>[0], 'label' | 'value' | 'onInput' | 'wrong'>) => (
  <Field {...props} type="password" inputMode="numeric" autoComplete="new-password" maxLength={8} />
);
