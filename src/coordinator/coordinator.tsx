import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { askWhoIAm, signInAsDemo, signOut } from '#api/client/http.ts';
import { Boundary } from '#kit/components/boundary.tsx';
import { ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { usersIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { Skeleton } from '#kit/components/progress.tsx';
import { words } from '#kit/words/words.ts';
import { LoadFailed } from './shared/load-failed.tsx';
import type { CoordinatorPage } from './shared/page.ts';
import { Shell } from './shared/shell.tsx';
import { useAnswer } from './shared/use-answer.ts';
import { SignIn } from './sign-in.tsx';
import { logWords } from './words/words.ts';

/** Each page is fetched when it is first opened. An address that is not in `pages` shows the log. */
const Log = lazy<CoordinatorPage>(() => import('./log/log.tsx').then((file) => file.Log));
const Places = lazy<CoordinatorPage>(() => import('./places/places.tsx').then((file) => file.PlacesDesk));
const Hours = lazy<CoordinatorPage>(() => import('./schedule/hours.tsx').then((file) => file.Hours));
const Closings = lazy<CoordinatorPage>(() => import('./schedule/closings.tsx').then((file) => file.Closings));
const pages: { readonly [path: string]: (props: CoordinatorPage) => VNode | null } = {
  '/k/tider': Hours,
  '/k/lukkedage': Closings,
  '/k/steder': Places,
};
const pageAt = (path: string) => pages[/^\/k\/[^/]*/.exec(path)?.[0] ?? ''] ?? Log;

/** Asks who is signed in, and draws the sign-in, a refusal or the page of the address. */
export function Coordinator({ fetch, now, makeId }: Omit<CoordinatorPage, 'onSignedOut' | 'person'>) {
  const { path } = useLocation();
  const me = useAnswer('me', () => askWhoIAm(fetch));
  const [ended, setEnded] = useState(false);
  const { lists } = words();
  const review = logWords();

  if (!me.value) {
    return (
      <Shell me={undefined}>
        <h1 class="hidden-text">{review.title}</h1>
        {me.failure ? (
          <LoadFailed failure={me.failure} title={words().errors.noAnswer} onRetry={me.again} />
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
