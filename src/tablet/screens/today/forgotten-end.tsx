import { useState } from 'preact/hooks';
import { dayOf, instantAt, type WallTime } from '#domain/day.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { SubmitButton } from '#kit/components/button.tsx';
import { Field } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { momentText } from '#kit/words/format.ts';
import { defineWords } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';

const da = {
  title: 'Hvornår sluttede træffetiden?',
  since: (when: string) => `Den har stået åben siden ${when}. Planens sluttid er udfyldt.`,
  at: 'Sluttede kl.',
  wrong: 'Skriv et tidspunkt efter starten samme dag, og før nu.',
};
const en: typeof da = {
  title: 'When did the drop-in end?',
  since: (when) => `It has been open since ${when}. The end in the plan is filled in.`,
  at: 'Ended at',
  wrong: 'Write a time after the start on the same day, and before now.',
};
const text = defineWords({ da, en });

interface ForgottenEndProps {
  session: RecordOf<'session'>;
  open: boolean;
  onClose: () => void;
  /** The instant at which it ended, as the worker says. */
  onEnd: (at: string) => void;
}

/** An hour that was left open is not ended now: the worker says when it was. */
export function ForgottenEnd({ session, open, onClose, onEnd }: ForgottenEndProps) {
  const { title } = text();
  return (
    <Sheet open={open} title={title} closeLabel={words().act.close} onClose={onClose}>
      <EndForm session={session} onEnd={onEnd} />
    </Sheet>
  );
}

function EndForm({ session, onEnd }: Pick<ForgottenEndProps, 'session' | 'onEnd'>) {
  const say = text();
  const { now } = useUnlocked();
  const started = String(fieldOf(session, 'started'));
  const [end, setEnd] = useState<string>(session.fixed.end);
  const [wrong, setWrong] = useState<string>();
  const finish = () => {
    const at = end && instantAt(dayOf(started), end as WallTime);
    if (!at || at < started || Date.parse(at) > now()) return setWrong(say.wrong);
    onEnd(at);
  };
  return (
    <Form class="stack" onSubmit={finish}>
      <p>{say.since(momentText(started, dayOf(started)))}</p>
      <Field type="time" label={say.at} value={end} wrong={wrong} onInput={setEnd} />
      <SubmitButton wide>{tabletWords().session.end}</SubmitButton>
    </Form>
  );
}
