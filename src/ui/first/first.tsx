import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Person } from '../../domain/person.ts';
import { listVaults } from '../../store/device.ts';
import { askWhoIAm, signInAsDemo, signInForVault, type VaultSignIn } from '../../sync/endpoint.ts';
import type { Me } from '../../sync/review.ts';
import { AcuteDoor } from '../acute/door.tsx';
import { rememberAcute } from '../acute/numbers.ts';
import { DemoCodeField } from '../demo-code-field.tsx';
import { DemoBar } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { Card, Row } from '../kit/card.tsx';
import { Each } from '../kit/each.tsx';
import { Empty } from '../kit/empty.tsx';
import { Icon } from '../kit/icon.tsx';
import { chevronRightIcon, languagesIcon, refreshCwIcon, wifiOffIcon } from '../kit/icons.tsx';
import { ThinProgress } from '../kit/progress.tsx';
import { later } from '../later.tsx';
import { signInFailed } from '../sign-in-failed.ts';
import type { Tablet } from '../tablet.ts';
import { doorTitle } from '../words/value.ts';
import { speak, words } from '../words/words.ts';
import { Evicted } from './evicted.tsx';
import { NewVault } from './new-vault.tsx';

const HelpDoor = later(() => import('../help-door.tsx').then((file) => file.HelpDoor));
const ReadBackup = later(() => import('../backup.tsx').then((file) => file.ReadBackup));

type Answer = { is: 'asking' } | { is: 'offline' } | { is: 'here'; me: Me };

/** A tablet without a vault, or with one more to make: sign in, then get a vault of one's own. */
export function First({ tablet, signedIn: before }: { tablet: Tablet; signedIn?: VaultSignIn | undefined }) {
  const { route } = useLocation();
  // Whoever comes next begins with her own day, not where somebody else stopped.
  useEffect(() => route('/', true), [route]);
  const { demo, firstTime } = words();
  const [answer, setAnswer] = useState<Answer>({ is: 'asking' });
  const [signedIn, setSignedIn] = useState(before);
  const [isTold, setTold] = useState(false);
  const ask = async () => {
    setAnswer({ is: 'asking' });
    try {
      const me = await askWhoIAm(tablet.fetch);
      if (me.acute) rememberAcute(me.acute);
      if (me.demo.length > 0) tablet.demo.value = true;
      setAnswer({ is: 'here', me });
    } catch {
      setAnswer({ is: 'offline' });
    }
  };
  useEffect(() => void ask(), []);
  return (
    <div class="tablet">
      {tablet.demo.value && <DemoBar text={demo.bar} />}
      <header class="help-door">
        <AcuteDoor />
        <HelpDoor />
      </header>
      <main class="alone">
        {signedIn && signedIn.devices.length > 0 && !isTold ? (
          <Around>
            <Evicted tablet={tablet} signedIn={signedIn} onAnew={() => setTold(true)} />
          </Around>
        ) : signedIn ? (
          <Around>
            <NewVault tablet={tablet} signedIn={signedIn} />
          </Around>
        ) : answer.is === 'asking' ? (
          // Alone on the screen: what stood around it would move when the answer comes.
          <ThinProgress busy label={firstTime.preparing} />
        ) : (
          <Around>
            <Door tablet={tablet} answer={answer} onRetry={() => void ask()} onSignedIn={setSignedIn} />
            <ReadBackup fetch={tablet.fetch} />
          </Around>
        )}
      </main>
    </div>
  );
}

/** The product's name above, and the other language below. */
function Around({ children }: { children: ComponentChildren }) {
  const { nav, productName, language } = words();
  const other = language === 'da' ? 'en' : 'da';
  return (
    <>
      <p class="alone-name">{productName}</p>
      {children}
      <Button look="quiet" icon={languagesIcon} onPress={() => void speak(other)}>
        <span lang={other}>{nav.language}</span>
      </Button>
    </>
  );
}

interface DoorProps {
  tablet: Tablet;
  answer: Exclude<Answer, { is: 'asking' }>;
  onRetry: () => void;
  onSignedIn: (signedIn: VaultSignIn) => void;
}

function Door({ tablet, answer, onRetry, onSignedIn }: DoorProps) {
  const { signIn, firstTime, act, errors } = words();
  const [wrong, setWrong] = useState<ReturnType<typeof signInFailed>>();
  if (answer.is === 'offline') {
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
      // A login is for the desk alone: on a tablet a sign-in makes a vault, and what it reads with lies sealed in there.
      if (person.role !== 'worker') {
        await signInAsDemo(tablet.fetch, person.id);
        return location.assign('/k/');
      }
      const known = (await listVaults()).find((row) => row.person === person.id);
      if (known) tablet.pick(known);
      else onSignedIn(await signInForVault(tablet.fetch, person.id));
    } catch (error) {
      setWrong(signInFailed(error));
    }
  };
  return (
    <Card>
      <h1>{signIn.title}</h1>
      <p class="quiet">{people.length === 0 ? signIn.none : signIn.demo}</p>
      <DemoCodeField asked={me.demoCode} wrong={wrong?.code} />
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
