import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { messageSquareIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { watchKeyboard } from '../device/keyboard-inset.ts';
import { holdScreen } from '../device/screen-awake.ts';
import { keepPlace } from '../device/scroll-position.ts';
import { Capture } from '../screens/consultation/capture.tsx';
import { Today, TodayHead } from '../screens/today/today.tsx';
import { noNumbers, rememberAcute } from '../shared/acute/numbers.ts';
import type { Tablet } from '../state/tablet.ts';
import { type Unlocked, UnlockedProvider, useUnlocked } from '../state/unlocked-context.tsx';
import { documents } from '../store/replica.ts';
import { tabletWords } from '../words/words.ts';
import { Banners } from './banners.tsx';
import { Shell } from './shell.tsx';

const Conversation = lazy(() =>
  import('../screens/consultation/conversation.tsx').then((file) => file.Conversation),
);
const Sync = lazy(() => import('../screens/sync/sync.tsx').then((file) => file.Sync));
const SyncHead = lazy(() => import('../screens/sync/sync.tsx').then((file) => file.SyncHead));
const Conflict = lazy(() => import('../screens/sync/conflict.tsx').then((file) => file.Conflict));
const FollowUp = lazy(() => import('../screens/follow-up/followup.tsx').then((file) => file.FollowUp));
const FollowUpHead = lazy(() =>
  import('../screens/follow-up/followup.tsx').then((file) => file.FollowUpHead),
);
const Course = lazy(() => import('../screens/follow-up/course.tsx').then((file) => file.Course));
const Week = lazy(() => import('../screens/week/week.tsx').then((file) => file.Week));
const WeekHead = lazy(() => import('../screens/week/week.tsx').then((file) => file.WeekHead));
const Help = lazy(() => import('../shared/help/help.tsx').then((file) => file.Help));
const Welcome = lazy(() => import('../screens/first-run/welcome.tsx').then((file) => file.Welcome));
const More = lazy(() => import('../screens/more/more.tsx').then((file) => file.More));

/** The screens of an unlocked tablet. */
export const Screens = ({ tablet, unlocked }: { tablet: Tablet; unlocked: Unlocked }) => (
  <UnlockedProvider value={unlocked}>
    <Routes tablet={tablet} />
  </UnlockedProvider>
);

/** The address says what is open; a place that no longer exists says so and leads back. */
function Routes({ tablet }: { tablet: Tablet }) {
  const { path } = useLocation();
  const { nav } = tabletWords();
  useEffect(holdScreen, []);
  useEffect(watchKeyboard, []);
  useEffect(keepPlace, []);
  useAcuteNumbers();
  const [, first = '', id] = path.split('/');
  const banners = <Banners tablet={tablet} />;
  if (first === 'sync') {
    const work = id && <Conflict key={id} id={id} />;
    return <Shell title={nav.sync} head={<SyncHead />} banners={banners} list={<Sync />} work={work} />;
  }
  if (first === 'uge') {
    return <Shell title={nav.week} head={<WeekHead />} banners={banners} list={<Week />} width="whole" />;
  }
  if (first === 'opf') {
    const work = id && <Course key={id} id={id} />;
    return (
      <Shell
        title={nav.follow}
        head={<FollowUpHead />}
        banners={banners}
        list={<FollowUp />}
        work={work}
        width="wide"
      />
    );
  }
  if (first === 'mere') {
    return (
      <Shell title={nav.more} head={<h1>{nav.more}</h1>} banners={banners} list={<More tablet={tablet} />} />
    );
  }
  if (first === 'hjaelp') {
    const list = (
      <div class="pane-body">
        <Help />
      </div>
    );
    return <Shell title={nav.help} head={<h1>{nav.help}</h1>} banners={banners} list={list} />;
  }
  if (first === 'velkommen') return <TodayWith banners={banners} work={<Welcome tablet={tablet} />} />;
  if (first === 'ny' && id) return <TodayWith banners={banners} work={<Capture key={id} id={id} />} />;
  if (first === 'henvendelse' && id) {
    return <TodayWith banners={banners} work={<Conversation key={id} id={id} />} />;
  }
  // The installed app's shortcut leads to the day: a conversation belongs to an hour, and the worker chooses which.
  if (path === '/' || path === '/ny') return <TodayWith banners={banners} />;
  return (
    <Shell
      title={nav.unknownPage}
      head={<h1>{nav.unknownPage}</h1>}
      banners={banners}
      list={<ButtonLink href="/">{nav.toToday}</ButtonLink>}
    />
  );
}

/** The numbers of *Akut* as they were last downloaded: kept where the locked tablet can read them too. */
function useAcuteNumbers(): void {
  const [municipality] = documents(useUnlocked().replica(), 'municipality');
  useEffect(() => {
    if (municipality) rememberAcute(municipality.acute ?? noNumbers);
  }, [municipality]);
}

function TodayWith({ banners, work }: { banners: ComponentChildren; work?: ComponentChildren }) {
  const { nav, tablet } = tabletWords();
  return (
    <Shell
      title={nav.today}
      head={<TodayHead />}
      banners={banners}
      list={<Today />}
      work={work}
      resting={<Empty icon={messageSquareIcon} title={tablet.pickOne} />}
    />
  );
}
