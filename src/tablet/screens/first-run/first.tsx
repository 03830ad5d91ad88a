import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import {
  askWhoIAm,
  giveDemoCode,
  knownFailure,
  signInAsDemo,
  signInForVault,
  type VaultSignIn,
} from '#api/client/http.ts';
import type { Me } from '#api/client/log.ts';
import type { Person } from '#domain/person.ts';
import { Button } from '#kit/components/button.tsx';
import { Card, Row } from '#kit/components/card.tsx';
import { DemoCodeField } from '#kit/components/demo-code-field.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { chevronRightIcon, languagesIcon, refreshCwIcon, wifiOffIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { signInFailed } from '#kit/sign-in-failed.ts';
import { otherLanguage, setLanguage } from '#kit/words/language.ts';
import { doorTitle } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { rememberAcute } from '../../shared/acute/numbers.ts';
import { Alone } from '../../shared/alone.tsx';
import type { Tablet } from '../../state/tablet.ts';
import { listVaults } from '../../store/device.ts';
import { tabletWords } from '../../words/words.ts';
import { Evicted } from './evicted.tsx';
import { NewVault } from './new-vault.tsx';
import './first.css';

const ReadBackup = lazy(() => import('../../shared/backup.tsx').then((file) => file.ReadBackup));

type Answer = { type: 'asking' } | { type: 'offline' } | { type: 'here'; me: Me };

/** A tablet without a vault, or with one more to make: sign in, then get a vault of one's own. */
export function First({ tablet, signedIn: before }: { tablet: Tablet; signedIn?: VaultSignIn | undefined }) {
  const { route } = useLocation();
  // The next worker begins with today, not on the screen where another worker stopped.
  useEffect(() => route('/', true), [route]);
  const { firstTime } = tabletWords();
  const [answer, setAnswer] = useState<Answer>({ type: 'asking' });
  const [signedIn, setSignedIn] = useState(before);
  const [isTold, setTold] = useState(false);
  const ask = async () => {
    setAnswer({ type: 'asking' });
    try {
      const me = await askWhoIAm(tablet.fetch);
      if (me.acute) rememberAcute(me.acute);
      if (me.demo.length > 0) tablet.demo.value = true;
      setAnswer({ type: 'here', me });
    } catch {
      setAnswer({ type: 'offline' });
    }
  };
  useEffect(() => void ask(), []);
  return (
    <Alone tablet={tablet}>
      {signedIn && signedIn.devices.length > 0 && !isTold ? (
        <Around>
          <Evicted tablet={tablet} signedIn={signedIn} onAnew={() => setTold(true)} />
        </Around>
      ) : signedIn ? (
        <Around>
          <NewVault tablet={tablet} signedIn={signedIn} />
        </Around>
      ) : answer.type === 'asking' ? (
        // Nothing else is shown, because it would move when the answer comes.
        <ThinProgress busy label={firstTime.preparing} />
      ) : (
        <Around>
          <Door tablet={tablet} answer={answer} onRetry={() => void ask()} onSignedIn={setSignedIn} />
          <ReadBackup fetch={tablet.fetch} />
        </Around>
      )}
    </Alone>
  );
}

/** The product's name above, and the other language below. */
function Around({ children }: { children: ComponentChildren }) {
  const { productName, page } = words();
  const other = otherLanguage();
  return (
    <>
      <p class="alone-name">{productName}</p>
      {children}
      <Button look="quiet" icon={languagesIcon} onPress={() => void setLanguage(other)}>
        <span lang={other}>{page.language}</span>
      </Button>
    </>
  );
}

interface DoorProps {
  tablet: Tablet;
  answer: Exclude<Answer, { type: 'asking' }>;
  onRetry: () => void;
  onSignedIn: (signedIn: VaultSignIn) => void;
}

function Door({ tablet, answer, onRetry, onSignedIn }: DoorProps) {
  const { signIn, act, errors } = words();
  const { firstTime } = tabletWords();
  const [wrong, setWrong] = useState<ReturnType<typeof signInFailed>>();
  if (answer.type === 'offline') {
    return (
      <Empty icon={wifiOffIcon} title={errors.noAnswer}>
        <p>{firstTime.needsNet}</p>
        <Button look="primary" icon={refreshCwIcon} onPress={onRetry}>
          {act.retry}
        </Button>
      </Empty>
    );
  }
  const { me } = answer;
  const people = me.demo;
  const choose = async (person: Person) => {
    setWrong(undefined);
    try {
      // Only a worker can have a vault. A sign-in on a tablet makes one, and its credential is stored sealed in it.
      if (person.role !== 'worker') {
        await signInAsDemo(tablet.fetch, person.id);
        return location.assign('/k/');
      }
      const known = (await listVaults()).find((row) => row.person === person.id);
      if (known) tablet.pick(known);
      else onSignedIn(await signInForVault(tablet.fetch, person.id));
    } catch (error) {
      setWrong(signInFailed(knownFailure(error)));
    }
  };
  return (
    <Card>
      <h1>{signIn.title}</h1>
      <p class="quiet">{people.length === 0 ? signIn.none : signIn.demo}</p>
      <DemoCodeField onCode={giveDemoCode} asked={me.demoCode} wrong={wrong?.code} />
      <ul class="rows">
        <Each of={people} as="li" keyOf={(person) => person.id}>
          {(person) => (
            <Row
              title={doorTitle(person)}
              more={person.name}
              aside={<Icon of={chevronRightIcon} />}
              onPress={() => void choose(person)}
            />
          )}
        </Each>
      </ul>
      <div role="alert">{wrong?.door && <p class="field-wrong">{wrong.door}</p>}</div>
    </Card>
  );
}
