import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Boundary } from '#kit/components/boundary.tsx';
import { Button } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { hardDriveIcon, tabletIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { words } from '#kit/words/words.ts';
import { Lock } from '../screens/lock/lock.tsx';
import { Acute } from '../shared/acute/acute.tsx';
import { AcuteButton } from '../shared/acute/acute-button.tsx';
import type { Tablet } from '../state/tablet.ts';
import { tabletWords } from '../words/words.ts';
import './app.css';

const Screens = lazy(() => import('./screens.tsx').then((file) => file.Screens));
const First = lazy(() => import('../screens/first-run/first.tsx').then((file) => file.First));
const Pick = lazy(() => import('../screens/lock/pick.tsx').then((file) => file.Pick));

/** The tablet app: first visit, choice of worker or lock screen until a vault is open, then the screens. */
export const App = ({ tablet }: { tablet: Tablet }) => (
  <>
    <Boundary at={tablet.stage.value.type} around={framed}>
      <Stages tablet={tablet} />
    </Boundary>
    <Acute tablet={tablet} />
  </>
);

function Stages({ tablet }: { tablet: Tablet }) {
  const stage = tablet.stage.value;
  const { productName } = words();
  const { sync, firstTime } = tabletWords();
  useEffect(() => {
    if (stage.type !== 'open') document.title = productName;
  }, [stage.type, productName]);
  switch (stage.type) {
    case 'starting':
      return null;
    case 'cannotRun': {
      const { title, way } = firstTime.missing[stage.missing];
      return (
        <Alone icon={triangleAlertIcon} title={title}>
          <p>{way}</p>
          <Button look="primary" onPress={() => location.reload()}>
            {words().act.retry}
          </Button>
        </Alone>
      );
    }
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
      return <First tablet={tablet} signedIn={stage.signedIn} />;
    case 'pick':
      return <Pick tablet={tablet} rows={stage.rows} />;
    case 'locked':
      return <Lock key={stage.row.device} tablet={tablet} row={stage.row} facts={stage.facts} />;
    case 'open':
      return <Screens tablet={tablet} unlocked={stage.unlocked} />;
  }
}

const Alone = (props: Parameters<typeof Empty>[0]) => framed(<Empty {...props} heading="h1" />);

/** *Akut* is there also where nothing else is. */
const framed = (children: ComponentChildren) => (
  <div class="tablet">
    <header class="help-door">
      <AcuteButton />
    </header>
    <main class="alone">{children}</main>
  </div>
);
