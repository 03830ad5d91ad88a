import { useState } from 'preact/hooks';
import { NetworkError } from '#api/client/http.ts';
import { SubmitButton } from '#kit/components/button.tsx';
import { Field } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { tabletIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { isTabletName, tabletNameLimit } from '../../device/tablet-name.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { changeVaultRow } from '../../store/device.ts';
import { renameTablet } from '../../sync/signed.ts';
import { everydayWords } from '../../words/everyday.ts';
import { tabletWords } from '../../words/words.ts';

/** The tablet's name, as the coordinator sees it: the endpoint takes it first, so that both always say the same. */
export function Rename() {
  const unlocked = useUnlocked();
  const { errors } = words();
  const { firstTime, tablet } = tabletWords();
  const { settings } = everydayWords();
  const { row } = unlocked.vault.device;
  const [name, setName] = useState(row.tablet);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<{ text: string; wrong?: boolean }>();
  const trimmed = name.trim();
  const rename = async () => {
    if (busy || !isTabletName(trimmed)) return;
    setBusy(true);
    try {
      await renameTablet(unlocked.fetch, unlocked.vault, trimmed);
      await changeVaultRow(unlocked.vault.device, { tablet: trimmed });
      setMessage({ text: settings.renamed });
    } catch (error) {
      const failure = error instanceof NetworkError ? error.reason : undefined;
      const noNet = failure && `${errors.noAnswer}. ${errors.noAnswerMore}`;
      setMessage({
        text: failure === 'signIn' ? everydayWords().lease.first : (noNet ?? errors.unexpected),
        wrong: true,
      });
    }
    setBusy(false);
  };
  return (
    <Form class="stack" onSubmit={() => void rename()}>
      <Field
        label={firstTime.tabletName}
        hint={firstTime.tabletNameHint}
        value={name}
        wrong={isTabletName(trimmed) ? undefined : tablet.tabletNameWrong(tabletNameLimit)}
        onInput={(next) => {
          setName(next);
          setMessage(undefined);
        }}
      />
      <p role="status" class={message?.wrong ? 'field-wrong' : undefined}>
        {message?.text}
      </p>
      <SubmitButton look="plain" icon={tabletIcon} disabled={busy || trimmed === row.tablet}>
        {settings.rename}
      </SubmitButton>
    </Form>
  );
}
