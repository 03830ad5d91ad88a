import { useState } from 'preact/hooks';
import { isLower } from '#domain/assessment.ts';
import { levels, mostMinutes, stages } from '#domain/consultation.ts';
import { Button } from '#kit/components/button.tsx';
import { SingleChips } from '#kit/components/chips.tsx';
import { Field } from '#kit/components/field.tsx';
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

const minutesFault = (minutes: string): string | undefined =>
  minutes === '' || (/^\d{1,3}$/.test(minutes) && Number(minutes) <= mostMinutes)
    ? undefined
    : tabletWords().tablet.minutesWrong(mostMinutes);

/** The questions of a new conversation, and level, stage and minutes. Everything typed is stored as a draft at once. */
export function Correcting({ draft }: { draft: Correction }) {
  const unlocked = useUnlocked();
  const { consultation, act, lists, errors } = words();
  const { sync, tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const [asked, setAsked] = useState(false);
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
  const wrong =
    minutesFault(draft.minutes) ?? noteFault(draft.note) ?? (noDay ? errors.required : noReason || undefined);

  const finish = async () => {
    setAsked(true);
    if (wrong) return;
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
          <NoteField label={text.why} note={reason} onInput={(typed) => keep({ reason: typed }, true)} />
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
        <Field
          label={consultation.minutes}
          inputMode="numeric"
          value={draft.minutes}
          wrong={asked ? minutesFault(draft.minutes) : undefined}
          onInput={(minutes) => keep({ minutes: minutes.trim() }, true)}
        />
        <NoteField note={draft.note} onInput={(note) => keep({ note }, true)} />
        {asked && wrong && (
          <p class="field-wrong" role="alert">
            {wrong}
          </p>
        )}
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
