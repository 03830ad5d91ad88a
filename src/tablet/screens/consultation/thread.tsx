import { dayOf } from '#domain/day.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { Button } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { sendIcon } from '#kit/components/icons.tsx';
import { momentText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { answerQuestion, reviewOf } from '../../actions/review.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { personName } from '../../shared/served-places.ts';
import { isReply } from '../../state/drafts.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { NoteField, noteFault } from './note-field.tsx';
import '../../shared/note.css';

/** Question and answer between the coordinator and the workers of the place, and the field for the next answer. */
export function Thread({ record }: { record: RecordOf<'consultation'> }) {
  const unlocked = useUnlocked();
  const { common } = words();
  const { tablet } = tabletWords();
  const replica = unlocked.replica();
  const { status, thread } = reviewOf(replica, record);
  if (thread.length === 0) return null;
  return (
    <section class="stack" aria-label={tablet.question}>
      <h2>{tablet.question}</h2>
      <Each of={thread} as="div" keyOf={(remark) => remark.id}>
        {(remark) => {
          const [by, at] = remark.ops[remark.made]!;
          return (
            <div class="note private">
              <p class="note-text" translate={false}>
                {remark.fixed.text}
              </p>
              <p class="small quiet">
                {personName(replica, by) || common.unknownPerson} · {momentText(at, dayOf(at))}
              </p>
            </div>
          );
        }}
      </Each>
      {status === 'question' && <Answer record={record} />}
    </section>
  );
}

function Answer({ record }: { record: RecordOf<'consultation'> }) {
  const unlocked = useUnlocked();
  const { tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const { drafts } = unlocked;
  const draft = [...drafts.all.value.values()].find((one) => isReply(one) && one.about === record.id);
  const text = draft && isReply(draft) ? draft.text : '';
  const keep = (typed: string) => {
    if (typed === '' && draft) void drafts.drop(draft.id);
    else drafts.keep({ id: draft?.id ?? unlocked.makeId(), about: record.id, text: typed }, true);
  };
  const answer = async () => {
    if (!draft || text.trim() === '' || noteFault(text)) return;
    if (!(await save(() => answerQuestion(unlocked.vault, record, text)))) return;
    await drafts.drop(draft.id);
    unlocked.showToast(tablet.answered);
  };
  return (
    <div class="stack">
      <NoteField label={tablet.yourAnswer} note={text} onInput={keep} />
      <NotSavedBanner fault={fault} />
      <p>
        <Button icon={sendIcon} disabled={busy || text.trim() === ''} onPress={() => void answer()}>
          {tablet.answer}
        </Button>
      </p>
    </div>
  );
}
