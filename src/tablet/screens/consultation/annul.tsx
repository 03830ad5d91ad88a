import { useState } from 'preact/hooks';
import type { RecordState } from '#domain/merge/record-state.ts';
import { noteLimit } from '#domain/note.ts';
import { Button, SubmitButton } from '#kit/components/button.tsx';
import { TextArea } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { annul } from '../../actions/consultation.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';

/** Takes a saved conversation back, with a reason. It stays in the log as annulled. */
export function Annul({ record }: { record: RecordState }) {
  const unlocked = useUnlocked();
  const { consultation, errors, act } = words();
  const { sync, tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const length = reason.trim().length;
  const wrong =
    length === 0 ? errors.required : length > noteLimit ? tablet.noteTooLong(length - noteLimit) : undefined;
  const go = async () => {
    setAsked(true);
    if (wrong) return;
    let at = '';
    const done = await save(async () => {
      at = (await annul(unlocked.vault, record, reason.trim())).at;
    });
    if (!done) return;
    setOpen(false);
    unlocked.showToast(`${consultation.annulled}. ${sync.local(timeOf(at))}`);
  };
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {consultation.annul}
      </Button>
      <Sheet open={open} title={consultation.annul} closeLabel={act.close} onClose={() => setOpen(false)}>
        <Form class="stack" onSubmit={() => void go()}>
          <TextArea
            label={consultation.annulReason}
            value={reason}
            wrong={asked ? wrong : undefined}
            onInput={setReason}
          />
          <NotSavedBanner fault={fault} />
          <SubmitButton look="danger" wide disabled={busy}>
            {tablet.annulNow}
          </SubmitButton>
        </Form>
      </Sheet>
    </>
  );
}
