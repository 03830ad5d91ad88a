import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Id, MakeId } from '../domain/id.ts';
import { askWhoIAm, type Fetch, signInAsDemo, signOut } from '../sync/endpoint.ts';
import { useAnswer } from './answer.ts';
import { SignIn } from './coordinator-door.tsx';
import { Shell } from './coordinator-shell.tsx';
import { Boundary } from './kit/boundary.tsx';
import { ButtonLink } from './kit/button.tsx';
import { Empty } from './kit/empty.tsx';
import { usersIcon } from './kit/icons.tsx';
import { Skeleton } from './kit/progress.tsx';
import { later } from './later.tsx';
import { Trouble } from './trouble.tsx';
import { words } from './words/words.ts';

/** What every page of the coordinator's is given. */
export interface CoordinatorPage {
  fetch: Fetch;
  now: () => number;
  makeId: MakeId;
  /** Who is signed in. */
  person: Id;
  /** The endpoint no longer knows the login. */
  onSignedOut: () => void;
}

/** Each page is a file of its own, fetched when it is first opened; the log is what any other address shows. */
const Log = later<CoordinatorPage>(() => import('./review/log.tsx').then((file) => file.Log));
const Places = later<CoordinatorPage>(() =>
  import('./places-desk/places-desk.tsx').then((file) => file.PlacesDesk),
);
const Hours = later<CoordinatorPage>(() => import('./schedule/hours.tsx').then((file) => file.Hours));
const Closings = later<CoordinatorPage>(() =>
  import('./schedule/closings.tsx').then((file) => file.Closings),
);
const pages: { readonly [path: string]: (props: CoordinatorPage) => VNode | null } = {
  '/k/tider': Hours,
  '/k/lukkedage': Closings,
  '/k/steder': Places,
};
const pageAt = (path: string) => pages[/^\/k\/[^/]*/.exec(path)?.[0] ?? ''] ?? Log;

/** The coordinator's page: nothing is kept on the device, so everything begins with who is signed in. */
export function Coordinator({ fetch, now, makeId }: Omit<CoordinatorPage, 'onSignedOut' | 'person'>) {
  const { path } = useLocation();
  const me = useAnswer('me', () => askWhoIAm(fetch));
  const [ended, setEnded] = useState(false);
  const { review, lists } = words();

  if (!me.value) {
    return (
      <Shell me={undefined}>
        <h1 class="hidden-text">{review.title}</h1>
        {me.failure ? (
          <Trouble failure={me.failure} title={words().errors.noAnswer} onRetry={me.again} />
        ) : (
          <Skeleton lines={6} label={review.loading} />
        )}
      </Shell>
    );
  }
  const { person } = me.value;
  const leave = async () => {
    await signOut(fetch);
    me.again();
  };
  if (!person || ended) {
    const enter = async (id: string) => {
      await signInAsDemo(fetch, id);
      setEnded(false);
      me.again();
    };
    return (
      <Shell me={{ ...me.value, person: null }}>
        <SignIn people={me.value.demo} code={me.value.demoCode} ended={ended} onChoose={enter} />
      </Shell>
    );
  }
  if (person.role !== 'coordinator') {
    return (
      <Shell me={me.value} onSignOut={leave}>
        <h1 class="hidden-text">{review.title}</h1>
        <Empty icon={usersIcon} title={review.onlyCoordinators}>
          <p>{review.onlyCoordinatorsMore(person.name, lists.role[person.role])}</p>
          <ButtonLink href="/" look="primary">
            {review.toTablet}
          </ButtonLink>
        </Empty>
      </Shell>
    );
  }
  const Page = pageAt(path);
  return (
    <Shell me={me.value} onSignOut={leave} menu>
      <Boundary at={path}>
        <Page fetch={fetch} now={now} makeId={makeId} person={person.id} onSignedOut={() => setEnded(true)} />
      </Boundary>
    </Shell>
  );
}
