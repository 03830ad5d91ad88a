import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { dayOf } from '#domain/day.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { downloadIcon, eyeOffIcon, logInIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { Unreadable } from '#kit/components/unreadable.tsx';
import { dayText, timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { isInstalled, isIos } from '../device/install.ts';
import { StoreDead } from '../screens/sync/store-dead.tsx';
import { SignInAgain } from '../shared/sign-in-again.tsx';
import type { Tablet } from '../state/tablet.ts';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { isDownloaded } from '../store/sync-progress.ts';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';
import { putOff, readyVersion } from './new-version.ts';
import './banners.css';

const ClockWrong = lazy(() => import('../shared/clock-wrong.tsx').then((file) => file.ClockWrong));
const TabBanner = lazy(() => import('./tab-banner.tsx').then((file) => file.TabBanner));

/** The lines that stand on every screen (docs/screens.md, "Notices"). None of them stops the work. */
export function Banners({ tablet }: { tablet: Tablet }) {
  const unlocked = useUnlocked();
  const { firstTime } = tabletWords();
  const { failure, needsSignIn } = unlocked.sync.value;
  const count = unlocked.replica().base.size;
  const isFetching = !isDownloaded(unlocked.book.value.progress);
  // The line keeps its room until the worker goes to another screen, so that nothing moves under the finger.
  const { path } = useLocation();
  const room = useRef(count === 0 ? path : undefined);
  if (room.current !== path) room.current = room.current && isFetching ? path : undefined;
  return (
    <div class="banners">
      <StoreDead />
      {unlocked.clockError.value !== 0 && (
        <ClockWrong now={unlocked.clock.value} error={unlocked.clockError.value} />
      )}
      <ThinProgress busy={isFetching && !failure} label={firstTime.fetching} />
      {room.current && (
        <p class="small quiet fetch-line">{isFetching && count > 0 && tabletWords().tablet.fetched(count)}</p>
      )}
      {isFetching && failure && !needsSignIn && (
        <Banner tone="wait" icon={downloadIcon} title={tabletWords().tablet.notAllFetched} />
      )}
      <SignInBanner tablet={tablet} />
      {isIos() && !isInstalled() && unlocked.book.value.progress.changesMade > 0 && <TabBanner />}
      <Unreadable count={unlocked.replica().unreadable.size} />
      <UpdateBanner />
    </div>
  );
}

/** What a sign-in would give now: everything again, what is new, or seven days more. */
function SignInBanner({ tablet }: { tablet: Tablet }) {
  const unlocked = useUnlocked();
  const { date } = words();
  const { sync } = tabletWords();
  const { lease: text } = everydayWords();
  const { needsSignIn, failure } = unlocked.sync.value;
  const lease = unlocked.lease.value;
  const { until } = unlocked.vault.access;
  const isUnknown = failure === 'unknownDevice';
  // Two days before it ends, one line says so, where there is a network to sign in by.
  if (lease === 'good' && !needsSignIn) return null;
  if (lease === 'soon' && !needsSignIn && failure) return null;
  const title = isUnknown
    ? text.toSend
    : lease === 'over'
      ? text.over
      : needsSignIn
        ? sync.signInToFetch
        : text.soon(`${dayText(dayOf(until))} ${date.at(timeOf(until))}`);
  return (
    <Banner
      tone={lease === 'soon' && !needsSignIn ? 'local' : 'wait'}
      icon={lease === 'over' ? eyeOffIcon : logInIcon}
      title={title}
      action={
        <SignInAgain
          tablet={tablet}
          person={unlocked.person}
          look={lease === 'over' ? 'primary' : 'plain'}
          onSignedIn={(signedIn) => tablet.renew(unlocked, signedIn)}
        />
      }
    >
      {lease === 'over' && text.overMore}
    </Banner>
  );
}

/** Shown only while nothing is being written: an update never comes over a conversation (docs/screens.md, "Notices"). */
function UpdateBanner() {
  const unlocked = useUnlocked();
  const { update } = tabletWords();
  const apply = readyVersion.value;
  if (!apply || unlocked.drafts.all.value.size > 0) return null;
  return (
    <Banner
      tone="local"
      icon={downloadIcon}
      title={update.ready}
      role="status"
      action={
        <>
          <Button look="primary" onPress={apply}>
            {update.now}
          </Button>
          <Button look="quiet" onPress={putOff}>
            {update.later}
          </Button>
        </>
      }
    />
  );
}
