import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { makeRecoveryCode } from '../../store/recovery-code.ts';
import { dismissDevices, NetworkError, type VaultSignIn } from '../../sync/endpoint.ts';
import { Button, SubmitButton } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Field } from '../kit/field.tsx';
import { checkIcon } from '../kit/icons.tsx';
import { ThinProgress } from '../kit/progress.tsx';
import { SignInAgain } from '../sign-in-again.tsx';
import type { Tablet } from '../tablet.ts';
import { isTabletName } from '../tablet-name.ts';
import { demoCode } from '../words/demo-code.ts';
import { words } from '../words/words.ts';
import { firstText } from './text.ts';

const anyName = (): string => `Tablet ${10 + Math.floor(Math.random() * 990)}`;

interface NewVaultProps {
  tablet: Tablet;
  /** `devices`: what this browser had of hers and has no more. She has been told, and the new vault takes its name over. */
  signedIn: VaultSignIn;
}

/** Shows the recovery code once, then makes the vault. Before she has written it down, nothing is locked by it. */
export function NewVault({ tablet, signedIn }: NewVaultProps) {
  const { person, devices: lost } = signedIn;
  const { firstTime, errors, tablet: text } = words();
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
      if (!(error instanceof NetworkError)) return setWrong(words().sync.storageDead);
      if (error.failure === 'signIn') return setTooLate(true);
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
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
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
          wrong={isTabletName(trimmed) ? undefined : text.tabletNameWrong}
          onInput={setName}
        />
        <ThinProgress busy={busy} label={firstTime.preparing} />
        <div role="alert">
          {wrong && <p class="field-wrong">{wrong}</p>}
          {isTooLate && <p class="field-wrong">{firstText().tooLate}</p>}
        </div>
        {isTooLate && <SignInAgain tablet={tablet} person={person.id} onSignedIn={make} />}
        <SubmitButton wide disabled={busy}>
          {busy ? firstTime.preparing : text.writtenDown}
        </SubmitButton>
      </form>
    </Card>
  );
}
