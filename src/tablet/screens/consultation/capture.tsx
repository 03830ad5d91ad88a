import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { ErrorSummary } from '#kit/components/error-summary.tsx';
import { arrowRightIcon, checkIcon, notebookPenIcon, searchIcon, xIcon } from '#kit/components/icons.tsx';
import { timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { type Capture as Captured, saveConsultation, wasLeftOpen } from '../../actions/consultation.ts';
import { setQueueState } from '../../actions/queue.ts';
import { useWide } from '../../device/wide-screen.ts';
import { AcuteTold } from '../../shared/acute/told.tsx';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { NextTalk } from '../../shared/next-talk/lazy.ts';
import {
  type Answers,
  Ask,
  answerText,
  isAnswered,
  type Question,
  questions,
  titleOf,
} from '../../shared/questions.tsx';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useDayTail } from '../../shared/selected-day.ts';
import { fourWeekDays, placeName } from '../../shared/served-places.ts';
import { isCapture } from '../../state/drafts.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { CaptureTools, StillRunning } from './capture-tools.tsx';
import { DraftBar } from './draft-bar.tsx';
import { DraftTrouble } from './draft-state.tsx';
import { MinutesField, minutesFault } from './minutes-field.tsx';
import { NarrowTools } from './narrow-tools.tsx';
import { NoteField, noteFault } from './note-field.tsx';
import { Stack, stepAfter } from './stack.tsx';
import { conversationText } from './text.ts';
import { Timer } from './timer.tsx';

/** The questions that *Afslut og gem* needs an answer to; *Gem nu* needs only the first. */
const needed: readonly Question[] = ['who', 'about', 'assessment'];

/** A conversation being written, from its draft. Where the draft is gone, the screen says so (docs/screens.md, "Conversation"). */
export function Capture({ id }: { id: string }) {
  const unlocked = useUnlocked();
  const { nav, tablet } = tabletWords();
  const draft = unlocked.drafts.all.value.get(id);
  if (draft && isCapture(draft)) return <Conversing capture={draft} />;
  return (
    <Empty icon={searchIcon} title={tablet.noDraft}>
      <ButtonLink href="/">{nav.toToday}</ButtonLink>
    </Empty>
  );
}

function Conversing({ capture }: { capture: Captured }) {
  const unlocked = useUnlocked();
  const { route } = useLocation();
  const { consultation, act, errors } = words();
  const { sync } = tabletWords();
  const tail = useDayTail();
  const wide = useWide();
  const { busy, fault, save } = useSaving();
  const [current, setCurrent] = useState<Question>(() => firstOpen(capture));
  const [noteOpen, setNoteOpen] = useState(capture.note !== '');
  const [asked, setAsked] = useState(0);
  const [missing, setMissing] = useState<readonly Question[]>([]);
  // Turned upright, the note that lay open beside the questions stays open, and keeps the caret.
  useEffect(() => {
    if (wide) setNoteOpen(true);
  }, [wide]);
  const days = fourWeekDays(unlocked.replica());
  const leftOpen = wasLeftOpen(capture, Math.max(unlocked.clock.value, unlocked.now()));
  const { minutes = '' } = capture;
  const place = placeName(unlocked.replica(), capture.institution);

  const keep = (change: Partial<Captured>, typing = false) =>
    unlocked.drafts.keep({ ...capture, ...change }, typing);
  const answer = (question: Question, change: Partial<Answers>, advance: boolean) => {
    keep(change);
    setMissing((old) => old.filter((one) => one !== question));
    setCurrent(advance ? stepAfter(question, { ...capture, ...change }) : question);
  };

  // The line of what was saved may have been tapped while the rest was put away: then that is where the worker is.
  const leave = () => {
    if (location.pathname === `/ny/${capture.id}`) route(`/${tail}`, true);
  };
  const finish = async (needs: readonly Question[]) => {
    const open = needs.filter((question) => !isAnswered(question, capture));
    setMissing(open);
    setAsked((times) => times + 1);
    if (open.length > 0) return setCurrent(open[0]!);
    if (noteFault(capture.note)) return setNoteOpen(true);
    if (leftOpen && minutesFault(minutes)) return document.getElementById('minutes')?.focus();
    let at = '';
    const done = await save(async () => {
      await unlocked.drafts.flush();
      at = (await saveConsultation(unlocked.vault, capture)).at;
    });
    if (!done) return;
    await unlocked.drafts.drop(capture.id);
    unlocked.showToast(sync.local(timeOf(at)));
    unlocked.keepForGood();
    leave();
  };
  // An inquirer who was taken in from the queue waits there again.
  const turnQueue = async (state: 'waiting' | 'taken') => {
    const entry = capture.queueEntry && record(unlocked.vault.replica, 'queueEntry', capture.queueEntry);
    if (entry) await setQueueState(unlocked.vault, entry, state);
  };
  const discard = async () => {
    if (!(await save(() => turnQueue('waiting')))) return;
    await unlocked.drafts.drop(capture.id);
    const back = () => {
      unlocked.drafts.keep(capture);
      route(`/ny/${capture.id}${tail}`);
      void save(() => turnQueue('taken'));
    };
    leave();
    unlocked.showToast(consultation.discarded, back);
  };
  const close = () => {
    if (isUntouched(capture)) void unlocked.drafts.drop(capture.id);
    route(`/${tail}`);
  };
  useFinishKey(() => void finish(needed));
  const ask = { answers: capture, started: capture.started, fourWeekDays: days, draft: capture.id };
  const isLast = current === 'assessment' || capture.assessment !== null;

  return (
    <div class="capture" data-wide={wide || undefined}>
      <CaptureHead
        before={<Button icon={xIcon} label={act.close} onPress={close} />}
        title={capture.role ? consultation.one : consultation.new}
        about={[place, answerText('who', capture)].filter(Boolean).join(' · ')}
      >
        <Timer capture={capture} now={unlocked.now} />
        <CaptureTools capture={capture} />
        <NarrowTools draft={capture.id} />
      </CaptureHead>
      <div class="capture-body">
        <ErrorSummary
          asked={asked}
          title={errors.summary(missing.length)}
          wrong={missing.map((question) => ({ id: `q-${question}`, text: errors.choose(titleOf(question)) }))}
        />
        <DraftTrouble />
        <StillRunning capture={capture} />
        {leftOpen && (
          <MinutesField
            id="minutes"
            hint={conversationText().leftOpen}
            minutes={minutes}
            wrong={minutesFault(minutes)}
            onInput={(typed) => keep({ minutes: typed }, true)}
          />
        )}
        <AcuteTold draft={capture} />
        {wide ? (
          questions.map((question) => (
            <div key={question} id={`q-${question}`} tabIndex={-1}>
              <Ask question={question} {...ask} onAnswer={(change) => answer(question, change, false)} />
            </div>
          ))
        ) : (
          <Stack current={current} onTurn={setCurrent} {...ask} onAnswer={answer} />
        )}
        {wide || noteOpen || capture.note !== '' ? (
          <NoteField note={capture.note} onInput={(note) => keep({ note }, true)} />
        ) : (
          <p>
            <Button look="quiet" icon={notebookPenIcon} onPress={() => setNoteOpen(true)}>
              {consultation.addNote}
            </Button>
          </p>
        )}
        {capture.role !== null && (
          <NextTalk consultation={capture.id} institution={capture.institution} role={capture.role} />
        )}
        <NotSavedBanner fault={fault} />
      </div>
      <DraftBar busy={busy} onDiscard={() => void discard()}>
        {capture.role !== null && (
          <Button disabled={busy} onPress={() => void finish(['who'])}>
            {act.saveNow}
          </Button>
        )}
        {wide || isLast ? (
          <Button look="primary" icon={checkIcon} disabled={busy} onPress={() => void finish(needed)}>
            {act.finish}
          </Button>
        ) : (
          <Button look="primary" iconAfter={arrowRightIcon} onPress={() => setCurrent(next(current))}>
            {act.next}
          </Button>
        )}
      </DraftBar>
    </div>
  );
}

/** Ctrl or ⌘ with Enter finishes, wherever the focus is. */
function useFinishKey(finish: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

const next = (question: Question): Question => questions[questions.indexOf(question) + 1] ?? 'assessment';

const firstOpen = (capture: Captured): Question =>
  questions.find((question) => !isAnswered(question, capture)) ?? 'assessment';

/** Nothing was answered: a draft that is left like this is discarded. */
const isUntouched = (capture: Captured): boolean =>
  capture.note === '' && questions.every((question) => !isAnswered(question, capture));
