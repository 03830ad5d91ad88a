import { useState } from 'preact/hooks';
import { isLower } from '#domain/assessment.ts';
import { levels, stages } from '#domain/consultation.ts';
import { Button } from '#kit/components/button.tsx';
import { SingleChips } from '#kit/components/chips.tsx';
import { ErrorSummary } from '#kit/components/error-summary.tsx';
import { checkIcon } from '#kit/components/icons.tsx';
import { timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { assessmentOf, type Edit, editConsultation } from '../../actions/consultation.ts';
import { AcuteTold } from '../../shared/acute/told.tsx';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { type Answers, Ask, questions } from '../../shared/questions.tsx';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { fourWeekDays, placeName } from '../../shared/served-places.ts';
import type { Correction } from '../../state/drafts.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { DraftBar } from './draft-bar.tsx';
import { DraftTrouble } from './draft-state.tsx';
import { MinutesField, minutesFault } from './minutes-field.tsx';
import { NarrowTools } from './narrow-tools.tsx';
import { NoteField, noteFault } from './note-field.tsx';
import { conversationText } from './text.ts';

const none = '';

/** The edit of a correction. It is compared with the record as it was when the correction began, so a value that came meanwhile is not overwritten. */
function editOf(draft: Correction): Edit {
  const { role, minutes, level, stage, followUp, themes, actionsTaken, note, assessment, reason } = draft;
  return {
    fields: {
      ...(role !== null && { role }),
      ...(minutes !== '' && { minutes: Number(minutes) }),
      ...(followUp && { followUp }),
      level,
      stage,
    },
    chips: { themes, actionsTaken },
    note,
    ...(assessment && { assessment }),
    ...(reason && { reason }),
  };
}

/** The questions of a new conversation, and level, stage and minutes. Everything typed is stored as a draft at once. */
export function Correcting({ draft }: { draft: Correction }) {
  const unlocked = useUnlocked();
  const { consultation, act, lists, errors } = words();
  const { sync, tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const [asked, setAsked] = useState(0);
  const replica = unlocked.replica();
  const keep = (change: Partial<Correction>, typing = false) =>
    unlocked.drafts.keep({ ...draft, ...change }, typing);
  const stands = assessmentOf(replica, draft.id);
  const answers: Answers = { ...draft, assessment: draft.assessment ?? stands ?? null };
  const text = conversationText();
  const { reason = '' } = draft;
  const lowers = stands !== undefined && draft.assessment !== null && isLower(draft.assessment, stands);
  const noReason = lowers && (reason.trim() === '' ? text.whyMissing : noteFault(reason));
  const noDay = draft.followUp?.kind === 'date' && !draft.followUp.due;
  const wrong = [
    { id: 'followUp', text: noDay && errors.choose(lists.followUp.date) },
    { id: 'reason', text: noReason },
    { id: 'minutes', text: minutesFault(draft.minutes) },
    { id: 'note', text: noteFault(draft.note) },
  ].flatMap(({ id, text: fault }) => (fault ? [{ id, text: fault }] : []));

  const finish = async () => {
    setAsked((times) => times + 1);
    if (wrong.length > 0) return;
    let at: string | undefined;
    const done = await save(async () => {
      await unlocked.drafts.flush();
      at = (await editConsultation(unlocked.vault, draft.corrects, editOf(draft)))?.at;
    });
    if (!done) return;
    await unlocked.drafts.drop(draft.id);
    if (at) unlocked.showToast(sync.local(timeOf(at)));
  };
  const discard = async () => {
    await unlocked.drafts.drop(draft.id);
    unlocked.showToast(consultation.discarded, () => unlocked.drafts.keep(draft));
  };
  const chips = (keys: readonly string[], list: { readonly [key: string]: string }) => [
    { key: none, word: tablet.notGiven },
    ...keys.map((key) => ({ key, word: list[key]! })),
  ];
  return (
    <div class="capture" data-wide>
      <CaptureHead title={tablet.correcting} about={placeName(replica, draft.corrects.institution)}>
        <NarrowTools draft={draft.id} />
      </CaptureHead>
      <div class="capture-body">
        {asked > 0 && <ErrorSummary asked={asked} title={errors.summary(wrong.length)} wrong={wrong} />}
        <DraftTrouble />
        <AcuteTold draft={draft} />
        {questions.map((question) => (
          <Ask
            key={question}
            question={question}
            answers={answers}
            started={draft.corrects.fixed.started}
            fourWeekDays={fourWeekDays(replica)}
            withDate
            draft={draft.id}
            onAnswer={(change) => keep(change)}
          />
        ))}
        {lowers && (
          <NoteField
            id="reason"
            label={text.why}
            note={reason}
            onInput={(typed) => keep({ reason: typed }, true)}
          />
        )}
        <SingleChips
          legend={consultation.level}
          choices={chips(levels, lists.level)}
          chosen={draft.level ?? none}
          onChoose={(key) => keep({ level: key || null })}
        />
        <SingleChips
          legend={consultation.stage}
          choices={chips(stages, lists.stage)}
          chosen={draft.stage ?? none}
          onChoose={(key) => keep({ stage: key || null })}
        />
        <MinutesField
          id="minutes"
          minutes={draft.minutes}
          wrong={asked > 0 ? minutesFault(draft.minutes) : undefined}
          onInput={(minutes) => keep({ minutes }, true)}
        />
        <NoteField id="note" note={draft.note} onInput={(note) => keep({ note }, true)} />
        <NotSavedBanner fault={fault} />
      </div>
      <DraftBar busy={busy} onDiscard={() => void discard()}>
        <Button look="primary" icon={checkIcon} disabled={busy} onPress={() => void finish()}>
          {act.save}
        </Button>
      </DraftBar>
    </div>
  );
}
