import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { instantOf } from '#domain/day.ts';
import { Button } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { arrowLeftIcon, lockIcon, sirenIcon } from '#kit/components/icons.tsx';
import { timeOf } from '#kit/words/format.ts';
import type { AcuteTalk, Capture } from '../../actions/consultation.ts';
import { useLow } from '../../device/wide-screen.ts';
import { acuteOpened, closeAcute, type Opened, openAcute } from '../../state/acute-opened.ts';
import { type Correction, isCapture, isCorrection } from '../../state/drafts.ts';
import type { Tablet } from '../../state/tablet.ts';
import type { Unlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { HelpButton } from '../help/lazy.ts';
import { Calls } from './calls.tsx';
import { AskParents, NoParents } from './parents.tsx';
import { withAnswer, withCall, withoutLastCall } from './rung.ts';
import { RungBar } from './rung-bar.tsx';
import { acuteText } from './text.ts';
import './acute.css';

type Noted = Capture | Correction;

/** *Akut – straks* (docs/screens.md, "Akut"): lies over everything that the tablet can show, open or locked, and needs no network. */
export function Acute({ tablet }: { tablet: Tablet }) {
  const opened = acuteOpened();
  const stage = tablet.stage.value;
  const unlocked = stage.type === 'open' ? stage.unlocked : undefined;
  const isOrphan = unlocked === undefined && opened?.draft !== undefined;
  // Locked meanwhile: the numbers stay to be read, and nothing of the conversation does.
  useEffect(() => {
    if (isOrphan) openAcute({});
  }, [isOrphan]);
  if (!opened) return null;
  const draft = opened.draft && unlocked?.drafts.all.value.get(opened.draft);
  const noted = draft && (isCapture(draft) || isCorrection(draft)) ? draft : undefined;
  return <Screen now={tablet.now} opened={opened} unlocked={unlocked} draft={noted} />;
}

interface ScreenProps {
  now: () => number;
  opened: Opened;
  unlocked: Unlocked | undefined;
  draft: Noted | undefined;
}

function Screen({ now: readClock, opened, unlocked, draft }: ScreenProps) {
  const { nav, lock } = tabletWords();
  const acute = acuteText();
  const low = useLow();
  const now = useNow(readClock);
  const { dialog, heading } = useOver();
  const [unkept, setUnkept] = useState<AcuteTalk['parents']>();
  const parents = draft ? draft.acute?.parents : unkept;
  const [isCalled, setCalled] = useState(false);
  const ofChip = draft !== undefined && opened.before !== undefined;
  const keep = (change: (draft: Noted) => Noted) => {
    const latest = draft && unlocked?.drafts.all.value.get(draft.id);
    if (latest && (isCapture(latest) || isCorrection(latest))) unlocked?.drafts.keep(change(latest));
  };
  const call = (whom: AcuteTalk['calls'][number]['whom']) => {
    const at = instantOf(readClock());
    keep((latest) => withCall(latest, { at, whom }));
    setCalled(true);
    return at;
  };
  const back = () => {
    closeAcute();
    if (!ofChip || !draft) return;
    const { assessment } = draft;
    const { before = null } = opened;
    keep((latest) => ({ ...latest, assessment: before }));
    unlocked?.showToast(acute.isNotAcute, () => keep((latest) => ({ ...latest, assessment })));
  };
  useReturn(isCalled && draft !== undefined, closeAcute);
  const hasWarning = parents !== 'no';
  const warning = hasWarning && <NoParents id="acute-warning" short={low} />;
  const question = (
    <AskParents
      chosen={parents}
      onAnswer={(answer) => (draft ? keep((latest) => withAnswer(latest, answer)) : setUnkept(answer))}
    />
  );
  const calls = <Calls now={now} onCall={call} />;
  const undo = () => keep(withoutLastCall);
  const hasRung = () => {
    const at = call('somebody');
    closeAcute();
    unlocked?.showToast(acute.rung(timeOf(at)), undo);
  };
  const bar = draft && (
    <RungBar draft={draft} at={instantOf(now)} onRung={hasRung} onUndo={undo} onGoOn={closeAcute} />
  );
  return (
    <dialog
      class="acute"
      role="alertdialog"
      ref={dialog}
      aria-labelledby="acute-title"
      aria-describedby={hasWarning ? 'acute-warning' : undefined}
      data-low={low || undefined}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        // A sheet above it has its own Escape.
        const { key, target } = event;
        if (key !== 'Escape' || !(target instanceof Element) || target.closest('dialog') !== dialog.current)
          return;
        event.preventDefault();
        if (!ofChip) closeAcute();
      }}
    >
      <div class="acute-scroll">
        <header class="acute-head">
          <Button icon={arrowLeftIcon} onPress={back}>
            {ofChip ? acute.notAcute : nav.back}
          </Button>
          <p class="acute-state quiet small">{draft && unlocked && stateOf(unlocked, draft)}</p>
          <HelpButton />
          {unlocked && (
            <Button
              icon={lockIcon}
              label={lock.lock}
              onPress={() => {
                closeAcute();
                unlocked.lock();
              }}
            />
          )}
        </header>
        <h1 id="acute-title" class="acute-title" tabIndex={-1} ref={heading}>
          <Icon of={sirenIcon} />
          {acute.title}
        </h1>
        {low ? (
          <>
            {warning}
            {calls}
            <div class="acute-box">{question}</div>
          </>
        ) : (
          <>
            <div class="acute-box" data-warned={hasWarning || undefined}>
              {warning}
              {question}
            </div>
            {calls}
          </>
        )}
        <p class="acute-more quiet">
          <strong>{acute.ready}</strong> {acute.readyMore} <br />
          {acute.onPhone} {!draft && acute.notRecorded}
        </p>
        {low && bar}
      </div>
      {!low && bar}
    </dialog>
  );
}

/** Says that the draft is kept, and only when the disk has it. */
function stateOf(unlocked: Unlocked, draft: Noted): string {
  const acute = acuteText();
  if (unlocked.drafts.kept.value !== 'kept') return '';
  const runs = isCapture(draft) && draft.pauses?.at(-1)?.to !== null;
  return runs ? `${acute.draftKept} ${acute.talkRuns}` : acute.draftKept;
}

function useNow(readClock: () => number): number {
  const [now, setNow] = useState(readClock);
  useEffect(() => {
    const timer = setInterval(() => setNow(readClock()), 1000);
    return () => clearInterval(timer);
  }, [readClock]);
  return now;
}

/**
 * Over everything from the first frame, and left only by its own buttons: the browser's way of closing a dialog opens it
 * again. What had the focus has it back afterwards.
 */
function useOver() {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    const had = document.activeElement;
    const open = () => {
      element.showModal();
      heading.current?.focus();
    };
    open();
    element.addEventListener('close', open);
    return () => {
      element.removeEventListener('close', open);
      element.close();
      if (had instanceof HTMLElement && had.isConnected) had.focus({ preventScroll: true });
    };
  }, []);
  return { dialog, heading };
}

/** Calls `leave` when the worker comes back to the page from the telephone. */
function useReturn(isAway: boolean, leave: () => void): void {
  useEffect(() => {
    if (!isAway) return;
    let wasHidden = false;
    const turn = () => {
      if (document.visibilityState === 'hidden') wasHidden = true;
      else if (wasHidden) leave();
    };
    document.addEventListener('visibilitychange', turn);
    return () => document.removeEventListener('visibilitychange', turn);
  }, [isAway, leave]);
}
