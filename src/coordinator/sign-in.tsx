import { useState } from 'preact/hooks';
import { giveDemoCode } from '#api/client/http.ts';
import type { Me } from '#api/client/log.ts';
import { Card, Row } from '#kit/components/card.tsx';
import { DemoCodeField } from '#kit/components/demo-code-field.tsx';
import { Each } from '#kit/components/each.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { chevronRightIcon } from '#kit/components/icons.tsx';
import { signInFailed } from '#kit/sign-in-failed.ts';
import { doorTitle } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { failureOf } from './shared/use-answer.ts';
import './sign-in.css';

interface SignInProps {
  /** The sign-in asks for the code that the start has printed. */
  code: boolean;
  people: Me['demo'];
  /** The login ran out while the page was open. */
  ended: boolean;
  onChoose: (id: string) => Promise<void>;
}

/** The demo's sign-in: one button for each person. A person who is no coordinator is told so on the next page. */
export function SignIn({ people, code, ended, onChoose }: SignInProps) {
  const { signIn } = words();
  const [wrong, setWrong] = useState<ReturnType<typeof signInFailed>>();
  const choose = (id: string) => {
    setWrong(undefined);
    onChoose(id).catch((error: unknown) => {
      setWrong(signInFailed(failureOf(error)));
    });
  };
  return (
    <div class="door">
      <Card>
        <h1>{signIn.title}</h1>
        <p class="quiet">{people.length === 0 ? signIn.none : ended ? signIn.ended : signIn.demo}</p>
        <DemoCodeField onCode={giveDemoCode} asked={code} wrong={wrong?.code} />
        <ul class="rows">
          <Each of={people} as="li" keyOf={({ id }) => id}>
            {({ id, name, role }) => (
              <Row
                title={doorTitle({ id, role })}
                more={name}
                aside={<Icon of={chevronRightIcon} />}
                onPress={() => choose(id)}
              />
            )}
          </Each>
        </ul>
        <div role="alert">{wrong?.door && <p class="field-wrong">{wrong.door}</p>}</div>
      </Card>
    </div>
  );
}
