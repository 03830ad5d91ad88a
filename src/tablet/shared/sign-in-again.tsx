import { useState } from 'preact/hooks';
import { askWhoIAm, giveDemoCode, knownFailure, signInForVault, type VaultSignIn } from '#api/client/http.ts';
import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { DemoCodeField } from '#kit/components/demo-code-field.tsx';
import { logInIcon } from '#kit/components/icons.tsx';
import { signInFailed } from '#kit/sign-in-failed.ts';
import { words } from '#kit/words/words.ts';
import type { Tablet } from '../state/tablet.ts';
import { tabletWords } from '../words/words.ts';

interface SignInAgainProps {
  tablet: Tablet;
  /** The worker whose vault it is. Another person's sign-in is refused. */
  person: Id;
  look?: 'primary' | 'plain';
  /** The button's word, where *Log ind* alone does not say what follows. */
  word?: string;
  /** What the sign-in is for. Throws NetworkError. */
  onSignedIn: (signedIn: VaultSignIn) => Promise<void>;
}

/** One button by which the person of a vault signs in again, for this vault and nothing else. */
export function SignInAgain({ tablet, person, look = 'plain', word, onSignedIn }: SignInAgainProps) {
  const { signIn, errors } = words();
  const { sync } = tabletWords();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<ReturnType<typeof signInFailed>>();
  const goOn = (signedIn: VaultSignIn) =>
    onSignedIn(signedIn).catch(() => setWrong({ door: `${signIn.failed} ${errors.noAnswerMore}` }));
  const enter = async () => {
    setBusy(true);
    setWrong(undefined);
    try {
      const { demo } = await askWhoIAm(tablet.fetch);
      if (!demo.some(({ id }) => id === person)) setWrong({ door: signIn.none });
      else await goOn(await signInForVault(tablet.fetch, person));
    } catch (error) {
      setWrong(signInFailed(knownFailure(error)));
    }
    setBusy(false);
  };
  return (
    <>
      <DemoCodeField onCode={giveDemoCode} asked={wrong?.code !== undefined} wrong={wrong?.code} />
      <Button look={look} icon={logInIcon} disabled={busy} onPress={() => void enter()}>
        {word ?? sync.signIn}
      </Button>
      <span role="alert">{wrong?.door && <span class="field-wrong">{wrong.door}</span>}</span>
    </>
  );
}
