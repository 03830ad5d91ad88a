import { useState } from 'preact/hooks';
import { instantOf } from '#domain/day.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { checkIcon, filePenLineIcon, rotateCcwIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { type Answers, Ask, isAnswered, questions } from '../../shared/questions.tsx';
import { fourWeekDays } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { everydayWords } from '../../words/everyday.ts';

const nothing: Answers = { role: null, themes: [], actionsTaken: [], followUp: null, assessment: null };

/** A conversation to practise on: it is on this screen only. No draft, no change and no reference is made of it. */
export function Practice() {
  const unlocked = useUnlocked();
  const { act, errors } = words();
  const { practice } = everydayWords();
  const [answers, setAnswers] = useState(nothing);
  const [started] = useState(() => instantOf(unlocked.now()));
  const [message, setMessage] = useState<string>();
  const open = questions.filter((question) => !isAnswered(question, answers));
  const finish = () => {
    const missing = open.filter(
      (question) => question === 'who' || question === 'about' || question === 'assessment',
    );
    if (missing.length > 0) return setMessage(errors.summary(missing.length));
    setMessage(practice.done);
    setAnswers(nothing);
  };
  return (
    <div class="stack" data-practice>
      <Banner tone="wait" icon={filePenLineIcon} title={practice.mark}>
        {practice.why}
      </Banner>
      {questions.map((question) => (
        <Ask
          key={question}
          question={question}
          answers={answers}
          started={started}
          fourWeekDays={fourWeekDays(unlocked.replica())}
          onAnswer={(change) => {
            setAnswers({ ...answers, ...change });
            setMessage(undefined);
          }}
        />
      ))}
      <p role="status">{message}</p>
      <div class="button-row">
        <Button icon={checkIcon} onPress={finish}>
          {practice.finish(act.finish)}
        </Button>
        <Button look="quiet" icon={rotateCcwIcon} onPress={() => setAnswers(nothing)}>
          {practice.again}
        </Button>
      </div>
    </div>
  );
}
