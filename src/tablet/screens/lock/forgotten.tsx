import { useState } from 'preact/hooks';
import { NetworkError, type VaultSignIn } from '#api/client/http.ts';
import { Button } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { words } from '#kit/words/words.ts';
import { SignInAgain } from '../../shared/sign-in-again.tsx';
import type { Tablet } from '../../state/tablet.ts';
import type { VaultRow } from '../../store/db.ts';
import { tabletWords } from '../../words/words.ts';

/**
 * The code is lost. Only the vault's worker can begin anew, by a sign-in of this minute: what is unsent goes first, then the local copy,
 * and nothing at all where it cannot be sent.
 */
export function Forgotten({ tablet, row, onBack }: { tablet: Tablet; row: VaultRow; onBack: () => void }) {
  const { errors } = words();
  const { tablet: text, lock, nav } = tabletWords();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const beginAnew = async (signedIn: VaultSignIn) => {
    setBusy(true);
    setWrong(undefined);
    try {
      const done = await tablet.forget(row, signedIn);
      if (done === 'deleted') return;
      setWrong(text.notAllSent(await tablet.unsent(row)));
    } catch (error) {
      const unsent = await tablet.unsent(row).catch(() => 0);
      if (!(error instanceof NetworkError)) setWrong(errors.unexpected);
      else setWrong(unsent > 0 ? text.notAllSent(unsent) : text.nothingDeleted);
    }
    setBusy(false);
  };
  return (
    <Card title={text.forgotten}>
      <div class="stack">
        <p>{lock.forgottenHelp}</p>
        <p>{text.forgottenDrafts}</p>
        <ThinProgress busy={busy} label={text.sendingRest} />
        <div role="alert">{wrong && <p class="field-wrong">{wrong}</p>}</div>
        <SignInAgain
          tablet={tablet}
          person={row.person}
          look="primary"
          word={text.sendAndFetch}
          onSignedIn={beginAnew}
        />
        <Button look="quiet" wide onPress={onBack}>
          {nav.back}
        </Button>
      </div>
    </Card>
  );
}
