import { useState } from 'preact/hooks';
import type { Id } from '../domain/id.ts';
import { askWhoIAm, signInForVault, type VaultSignIn } from '../sync/endpoint.ts';
import { DemoCodeField } from './demo-code-field.tsx';
import { Button } from './kit/button.tsx';
import { logInIcon } from './kit/icons.tsx';
import { signInFailed } from './sign-in-failed.ts';
import type { Tablet } from './tablet.ts';
import { words } from './words/words.ts';

interface SignInAgainProps {
  tablet: Tablet;
  /** Whose vault it is: nobody else's sign-in is taken. */
  person: Id;
  look?: 'primary' | 'plain';
  /** The button's word, where *Log ind* alone does not say what follows. */
  word?: string;
  /** What the sign-in is for. Throws NetworkError. */
  onSignedIn: (signedIn: VaultSignIn) => Promise<void>;
}

/** One button by which the person of a vault signs in again, for this vault and nothing else. */
export function SignInAgain({ tablet, person, look = 'plain', word, onSignedIn }: SignInAgainProps) {
  const { sync, signIn, errors } = words();
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
      setWrong(signInFailed(error));
    }
    setBusy(false);
  };
  return (
    <>
      <DemoCodeField asked={wrong?.code !== undefined} wrong={wrong?.code} />
      <Button look={look} icon={logInIcon} disabled={busy} onPress={() => void enter()}>
        {word ?? sync.signIn}
      </Button>
      <span role="alert">{wrong?.door && <span class="field-wrong">{wrong.door}</span>}</span>
    </>
  );
}
