import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { askWhoIAm, signInAsDemo } from '../sync/endpoint.ts';
import { useDesk } from './desk.tsx';
import { isInstalled, isIos } from './install.ts';
import { Banner } from './kit/banner.tsx';
import { Button } from './kit/button.tsx';
import { downloadIcon, logInIcon } from './kit/icons.tsx';
import { ThinProgress } from './kit/progress.tsx';
import { later } from './later.tsx';
import { putOff, readyVersion } from './new-version.ts';
import { StoreDead } from './sync/store-dead.tsx';
import type { Tablet } from './tablet.ts';
import { words } from './words/words.ts';

const TabNotice = later(() => import('./tab-notice.tsx').then((file) => file.TabNotice));

/** What concerns every screen. Nothing here stops the work. */
export function Notices({ tablet }: { tablet: Tablet }) {
  const desk = useDesk();
  const { firstTime } = words();
  const { needsSignIn, downloading } = desk.sync.value;
  const count = desk.shelf().base.size;
  const isNew = desk.book.value.marks.checkedAt === null;
  const isFirst = isNew && downloading;
  // Its line has room from the start and until she goes elsewhere: what she is about to touch does not move.
  const { path } = useLocation();
  const room = useRef(count === 0 ? path : undefined);
  if (room.current !== path) room.current = room.current && isFirst ? path : undefined;
  return (
    <div class="notices">
      <StoreDead />
      <ThinProgress busy={isFirst} label={firstTime.fetching} />
      {room.current && (
        <p class="small quiet fetch-line">{isFirst && count > 0 && words().tablet.fetched(count)}</p>
      )}
      {needsSignIn && <SignInNotice tablet={tablet} />}
      {isIos() && !isInstalled() && desk.book.value.marks.made > 0 && <TabNotice />}
      <UpdateNotice />
    </div>
  );
}

function SignInNotice({ tablet }: { tablet: Tablet }) {
  const desk = useDesk();
  const { sync, signIn, errors } = words();
  const [wrong, setWrong] = useState<string>();
  const enter = async () => {
    try {
      const me = await askWhoIAm(tablet.fetch);
      const isHer = (person: { id: string } | null) => person?.id === desk.person;
      if (!isHer(me.person) && !me.demo.some(isHer)) return setWrong(signIn.none);
      if (!isHer(me.person)) await signInAsDemo(tablet.fetch, desk.person);
      desk.runner.signedIn();
    } catch {
      setWrong(`${errors.noAnswer}. ${errors.noAnswerMore}`);
    }
  };
  return (
    <Banner
      tone="wait"
      icon={logInIcon}
      title={sync.signInToFetch}
      action={<Button onPress={() => void enter()}>{sync.signIn}</Button>}
    >
      {wrong && <span role="alert">{wrong}</span>}
    </Banner>
  );
}

/** Only while nothing is being written and no timer runs (experience.md §2, update flow). */
function UpdateNotice() {
  const desk = useDesk();
  const { update } = words();
  const apply = readyVersion.value;
  if (!apply || desk.drafts.all.value.size > 0) return null;
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
