import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { dismissDevices, NetworkError, type VaultSignIn } from '#api/client/http.ts';
import { signInMinutes } from '#api/session.ts';
import { Button, SubmitButton } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { Field } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { checkIcon } from '#kit/components/icons.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { inWords } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { isTabletName, tabletNameLimit } from '../../device/tablet-name.ts';
import { SignInAgain } from '../../shared/sign-in-again.tsx';
import type { Tablet } from '../../state/tablet.ts';
import { makeRecoveryCode } from '../../store/recovery-code.ts';
import { demoCode } from '../../words/demo-code.ts';
import { tabletWords } from '../../words/words.ts';
import { firstText } from './text.ts';
import './new-vault.css';

const anyName = (): string => `Tablet ${10 + Math.floor(Math.random() * 990)}`;

interface NewVaultProps {
  tablet: Tablet;
  /** `devices`: the worker's vaults that this browser has deleted. The worker has been told, and the new vault takes over their name. */
  signedIn: VaultSignIn;
}

/** Shows the recovery code once. The vault is made only when the worker says that it is written down. */
export function NewVault({ tablet, signedIn }: NewVaultProps) {
  const { person, devices: lost } = signedIn;
  const { errors } = words();
  const { tablet: text, firstTime } = tabletWords();
  const { route } = useLocation();
  const [code] = useState(() => (tablet.demo.value ? demoCode : makeRecoveryCode()));
  const [name, setName] = useState(() => lost.at(-1)?.tablet ?? anyName());
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [isTooLate, setTooLate] = useState(false);
  const [copied, setCopied] = useState(false);
  const trimmed = name.trim();

  const make = async (by = signedIn) => {
    if (!isTabletName(trimmed) || busy) return;
    setBusy(true);
    setWrong(undefined);
    setTooLate(false);
    try {
      await tablet.make(by, trimmed, code);
      route('/velkommen', true);
      const told = lost.map(({ id }) => id);
      if (told.length > 0) dismissDevices(tablet.fetch, told).catch(() => undefined);
    } catch (error) {
      setBusy(false);
      if (!(error instanceof NetworkError)) return setWrong(tabletWords().sync.storageDead);
      if (error.reason === 'signIn') return setTooLate(true);
      setWrong(`${errors.noAnswer}. ${errors.noAnswerMore}`);
    }
  };
  const copy = async () => {
    await navigator.clipboard?.writeText(code).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <Card>
      <Form class="stack" onSubmit={() => void make()}>
        <h1>{text.writeDown}</h1>
        <p>{tablet.demo.value ? text.demoCodeWhy : firstTime.recoveryWhy}</p>
        <p class="code" translate={false}>
          {code}
        </p>
        <p>
          <Button look="quiet" {...(copied && { icon: checkIcon })} onPress={() => void copy()}>
            {copied ? text.copied : text.copyCode}
          </Button>
        </p>
        <Field
          label={firstTime.tabletName}
          hint={firstTime.tabletNameHint}
          value={name}
          wrong={isTabletName(trimmed) ? undefined : text.tabletNameWrong(tabletNameLimit)}
          onInput={setName}
        />
        <ThinProgress busy={busy} label={firstTime.preparing} />
        <div role="alert">
          {wrong && <p class="field-wrong">{wrong}</p>}
          {isTooLate && <p class="field-wrong">{firstText().tooLate(inWords(signInMinutes))}</p>}
        </div>
        {isTooLate && <SignInAgain tablet={tablet} person={person.id} onSignedIn={make} />}
        <SubmitButton wide disabled={busy}>
          {busy ? firstTime.preparing : text.writtenDown}
        </SubmitButton>
      </Form>
    </Card>
  );
}
