import { useState } from 'preact/hooks';
import type { MakeId } from '../../domain/id.ts';
import { askWhoIAm, type Fetch, signInAsDemo, signOut } from '../../sync/endpoint.ts';
import { ButtonLink } from '../kit/button.tsx';
import { Empty } from '../kit/empty.tsx';
import { usersIcon } from '../kit/icons.tsx';
import { Skeleton } from '../kit/progress.tsx';
import { words } from '../words/words.ts';
import { useAnswer } from './answer.ts';
import { Log } from './log.tsx';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';
import { Trouble } from './trouble.tsx';

/** The coordinator's page: nothing is kept on the device, so everything begins with who is signed in. */
export function Review({ fetch, now, makeId }: { fetch: Fetch; now: () => number; makeId: MakeId }) {
  const me = useAnswer('me', () => askWhoIAm(fetch));
  const [ended, setEnded] = useState(false);
  const { nav, review, lists } = words();

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
        <SignIn people={me.value.demo} ended={ended} onChoose={enter} />
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
  return (
    <Shell me={me.value} onSignOut={leave} current={nav.log}>
      <Log fetch={fetch} now={now} makeId={makeId} onSignedOut={() => setEnded(true)} />
    </Shell>
  );
}
