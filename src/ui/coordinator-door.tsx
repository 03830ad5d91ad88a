import { useState } from 'preact/hooks';
import type { Me } from '../sync/review.ts';
import { failureOf } from './answer.ts';
import { Card, Row } from './kit/card.tsx';
import { Icon } from './kit/icon.tsx';
import { chevronRightIcon } from './kit/icons.tsx';
import { doorTitle } from './words/value.ts';
import { words } from './words/words.ts';

interface SignInProps {
  people: Me['demo'];
  /** The login ran out while the page was open. */
  ended: boolean;
  onChoose: (id: string) => Promise<void>;
}

/** The demo's door: one button for each person. A person without the right role is told so on the next page. */
export function SignIn({ people, ended, onChoose }: SignInProps) {
  const { signIn } = words();
  const [failed, setFailed] = useState(false);
  const choose = (id: string) => {
    setFailed(false);
    onChoose(id).catch((error: unknown) => {
      failureOf(error);
      setFailed(true);
    });
  };
  return (
    <div class="door">
      <Card>
        <h1>{signIn.title}</h1>
        <p class="quiet">{people.length === 0 ? signIn.none : ended ? signIn.ended : signIn.demo}</p>
        <ul class="rows">
          {people.map(({ id, name, role }) => (
            <Row
              key={id}
              title={doorTitle({ id, role })}
              more={name}
              aside={<Icon of={chevronRightIcon} />}
              onPress={() => choose(id)}
            />
          ))}
        </ul>
        <div role="alert">{failed && <p class="field-wrong">{signIn.failed}</p>}</div>
      </Card>
    </div>
  );
}
