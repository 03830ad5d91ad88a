import { useState } from 'preact/hooks';
import { changeVaultRow } from '../../store/device.ts';
import { NetworkError } from '../../sync/endpoint.ts';
import { renameTablet } from '../../sync/signed.ts';
import { useDesk } from '../desk.tsx';
import { SubmitButton } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { tabletIcon } from '../kit/icons.tsx';
import { isTabletName } from '../tablet-name.ts';
import { everydayWords } from '../words/everyday.ts';
import { words } from '../words/words.ts';

/** The tablet's name, as the coordinator sees it: the endpoint takes it first, so that both always say the same. */
export function Rename() {
  const desk = useDesk();
  const { firstTime, errors, tablet } = words();
  const { settings } = everydayWords();
  const { row } = desk.vault.device;
  const [name, setName] = useState(row.tablet);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ text: string; wrong?: boolean }>();
  const trimmed = name.trim();
  const rename = async () => {
    if (busy || !isTabletName(trimmed)) return;
    setBusy(true);
    try {
      await renameTablet(desk.fetch, desk.vault, trimmed);
      await changeVaultRow(desk.vault.device, { tablet: trimmed });
      setSaid({ text: settings.renamed });
    } catch (error) {
      const failure = error instanceof NetworkError ? error.failure : undefined;
      const noNet = failure && `${errors.noAnswer}. ${errors.noAnswerMore}`;
      setSaid({
        text: failure === 'signIn' ? everydayWords().lease.first : (noNet ?? errors.unexpected),
        wrong: true,
      });
    }
    setBusy(false);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void rename();
      }}
    >
      <Field
        label={firstTime.tabletName}
        hint={firstTime.tabletNameHint}
        value={name}
        wrong={isTabletName(trimmed) ? undefined : tablet.tabletNameWrong}
        onInput={(next) => {
          setName(next);
          setSaid(undefined);
        }}
      />
      <p role="status" class={said?.wrong ? 'field-wrong' : undefined}>
        {said?.text}
      </p>
      <SubmitButton look="plain" icon={tabletIcon} disabled={busy || trimmed === row.tablet}>
        {settings.rename}
      </SubmitButton>
    </form>
  );
}
