import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Capture } from './consultation/capture.tsx';
import { Conversation } from './consultation/conversation.tsx';
import { DeskProvider } from './desk.tsx';
import { First } from './first/first.tsx';
import { Button, ButtonLink } from './kit/button.tsx';
import { Empty } from './kit/empty.tsx';
import { hardDriveIcon, messageSquareIcon, tabletIcon, triangleAlertIcon } from './kit/icons.tsx';
import { Lock } from './lock/lock.tsx';
import { Pick } from './lock/pick.tsx';
import { More } from './more/more.tsx';
import { Notices } from './notices.tsx';
import { Shell } from './shell.tsx';
import { Conflict } from './sync/conflict.tsx';
import { Sync, SyncHead } from './sync/sync.tsx';
import type { Tablet } from './tablet.ts';
import { Today, TodayHead } from './today/today.tsx';
import { words } from './words/words.ts';

/** The tablet app: what stands between the page's start and an open vault, then the screens. */
export function App({ tablet }: { tablet: Tablet }) {
  const stage = tablet.stage.value;
  const { sync, firstTime, productName } = words();
  useEffect(() => {
    if (stage.at !== 'open') document.title = productName;
  }, [stage.at, productName]);
  switch (stage.at) {
    case 'starting':
      return null;
    case 'tooOld':
      return <Alone icon={triangleAlertIcon} title={firstTime.tooOldBrowser} />;
    case 'otherTab':
      return (
        <Alone icon={tabletIcon} title={sync.otherTab}>
          <Button look="primary" onPress={stage.useHere}>
            {sync.useHere}
          </Button>
        </Alone>
      );
    case 'dead':
      return (
        <Alone icon={hardDriveIcon} title={sync.storageDead}>
          <Button look="primary" onPress={() => location.reload()}>
            {sync.restart}
          </Button>
        </Alone>
      );
    case 'first':
      return <First tablet={tablet} />;
    case 'pick':
      return <Pick tablet={tablet} rows={stage.rows} />;
    case 'locked':
      return <Lock key={stage.row.device} tablet={tablet} row={stage.row} facts={stage.facts} />;
    case 'open':
      return (
        <DeskProvider value={stage.desk}>
          <Screens tablet={tablet} />
        </DeskProvider>
      );
  }
}

const Alone = (props: Parameters<typeof Empty>[0]) => (
  <main class="alone">
    <Empty {...props} />
  </main>
);

/** The address says what is open; a place that no longer exists says so and leads back. */
function Screens({ tablet }: { tablet: Tablet }) {
  const { path } = useLocation();
  const { nav } = words();
  const [, first = '', id] = path.split('/');
  const notices = <Notices tablet={tablet} />;
  if (first === 'sync') {
    const work = id && <Conflict key={id} id={id} />;
    return <Shell title={nav.sync} head={<SyncHead />} notices={notices} list={<Sync />} work={work} />;
  }
  if (first === 'mere') {
    return <Shell title={nav.more} head={<h1>{nav.more}</h1>} notices={notices} list={<More />} />;
  }
  if (first === 'ny' && id) return <TodayWith notices={notices} work={<Capture key={id} id={id} />} />;
  if (first === 'henvendelse' && id) {
    return <TodayWith notices={notices} work={<Conversation key={id} id={id} />} />;
  }
  if (path === '/') return <TodayWith notices={notices} />;
  return (
    <Shell
      title={nav.unknownPage}
      head={<h1>{nav.unknownPage}</h1>}
      notices={notices}
      list={<ButtonLink href="/">{nav.toToday}</ButtonLink>}
    />
  );
}

function TodayWith({
  notices,
  work,
}: {
  notices: preact.ComponentChildren;
  work?: preact.ComponentChildren;
}) {
  const { nav, tablet } = words();
  return (
    <Shell
      title={nav.today}
      head={<TodayHead />}
      notices={notices}
      list={<Today />}
      work={work}
      resting={<Empty icon={messageSquareIcon} title={tablet.pickOne} />}
    />
  );
}
