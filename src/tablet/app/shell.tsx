import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Id } from '#domain/id.ts';
import { DemoBar } from '#kit/components/banner.tsx';
import { Boundary } from '#kit/components/boundary.tsx';
import { Button } from '#kit/components/button.tsx';
import { Icon, type Shape } from '#kit/components/icon.tsx';
import {
  calendarDaysIcon,
  circleQuestionMarkIcon,
  hourglassIcon,
  lockIcon,
  menuIcon,
  refreshCwIcon,
  sunIcon,
} from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { showBadge } from '../device/app-badge.ts';
import { urgentCount } from '../screens/follow-up/due.ts';
import { AcuteButton } from '../shared/acute/acute-button.tsx';
import { isCapture, isCorrection } from '../state/drafts.ts';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { isDownloaded } from '../store/sync-progress.ts';
import { tabletWords } from '../words/words.ts';
import { SyncPill } from './sync-pill.tsx';
import './shell.css';

interface ShellProps {
  /** Names the page in the browser's title. */
  title: string;
  head: ComponentChildren;
  /** What concerns every page: a new version, a login that ran out. */
  banners: ComponentChildren;
  list: ComponentChildren;
  /** What is worked on; beside the list where there is room, instead of it where there is not. */
  work?: ComponentChildren;
  /** Shown beside the list while no `work` is open. */
  resting?: ComponentChildren;
  /** A list that takes more than a column where it has the room alone: as `wide` as is read well, or the `whole` of it. */
  width?: 'wide' | 'whole';
}

/** Menu, header and the two panes of the unlocked tablet. */
export function Shell({ title, head, banners, list, work, resting, width }: ShellProps) {
  const unlocked = useUnlocked();
  const { demo, productName, page } = words();
  const { nav, lock } = tabletWords();
  const { path } = useLocation();
  const urgent = urgentCount(unlocked.replica(), unlocked.today.value);
  useEffect(() => showBadge(urgent), [urgent]);
  const content = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    document.title = `${title} – ${productName}`;
  }, [title, productName]);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    // What had focus is gone with its screen; a keyboard goes on from the new one.
    if (document.activeElement === document.body) content.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <div class="tablet" data-work={work ? 'open' : resting ? 'resting' : undefined}>
      <a class="skip" href="#content">
        {page.skip}
      </a>
      {unlocked.demo && <DemoBar text={demo.bar} />}
      <div class="tablet-frame">
        <nav class="tabs" aria-label={page.main}>
          <Tab href="/" icon={sunIcon} word={nav.today} paths={/^\/($|ny|henvendelse|velkommen)/} />
          <Tab href="/uge" icon={calendarDaysIcon} word={nav.week} paths={/^\/uge/} />
          <Tab href="/opf" icon={hourglassIcon} word={nav.follow} paths={/^\/opf/} badge={urgent} />
          <Tab href="/sync" icon={refreshCwIcon} word={nav.sync} paths={/^\/sync/} />
          <Tab href="/mere" icon={menuIcon} word={nav.more} paths={/^\/(mere|hjaelp)/} />
        </nav>
        <header class="head">
          <div class="head-title">
            <Boundary at={path}>{head}</Boundary>
          </div>
          <SyncPill />
          <AcuteButton draft={useOpenDraft()} />
          <a class="button" data-look="quiet" data-icon-only href="/hjaelp" aria-label={nav.help}>
            <Icon of={circleQuestionMarkIcon} />
          </a>
          <Button icon={lockIcon} label={lock.lock} onPress={unlocked.lock} />
        </header>
        <main
          id="content"
          class="panes"
          data-width={width}
          tabIndex={-1}
          ref={content}
          aria-busy={!isDownloaded(unlocked.book.value.progress)}
        >
          {banners}
          <div class="pane-list">
            <Boundary at={path}>{list}</Boundary>
          </div>
          {(work || resting) && (
            <div class="pane-work">
              <Boundary at={path}>{work || resting}</Boundary>
            </div>
          )}
        </main>
        <ToastLine />
      </div>
    </div>
  );
}

/** The conversation that is being written at this address, new or corrected. */
function useOpenDraft(): Id | undefined {
  const { drafts } = useUnlocked();
  const [, screen, id = ''] = useLocation().path.split('/');
  const draft = screen === 'ny' || screen === 'henvendelse' ? drafts.all.value.get(id) : undefined;
  return draft && (isCapture(draft) || isCorrection(draft)) ? draft.id : undefined;
}

interface TabProps {
  href: string;
  icon: Shape;
  word: string;
  paths: RegExp;
  /** How many things behind it cannot wait. */
  badge?: number;
}

function Tab({ href, icon, word, paths, badge = 0 }: TabProps) {
  const { path } = useLocation();
  return (
    <a class="tab" href={href} aria-current={paths.test(path) ? 'page' : undefined}>
      <Icon of={icon} />
      {word}
      {badge > 0 && (
        <span class="tab-badge">
          {badge}
          <span class="hidden-text"> {tabletWords().tablet.urgent}</span>
        </span>
      )}
    </a>
  );
}

/** One short message at a time. What it says also stands on the screen (docs/screens.md, "What holds everywhere"). */
function ToastLine() {
  const toast = useUnlocked().toast.value;
  const { act } = words();
  return (
    <div class="status-line" role="status" data-shown={toast ? true : undefined}>
      {toast && <span>{toast.text}</span>}
      {toast?.undo && (
        <Button look="bare" onPress={toast.undo}>
          {act.undo}
        </Button>
      )}
    </div>
  );
}
