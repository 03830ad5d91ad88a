import { SingleChips } from '#kit/components/chips.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { phoneOffIcon } from '#kit/components/icons.tsx';
import type { AcuteTalk } from '../../actions/consultation.ts';
import { acuteText } from './text.ts';
import './parents.css';

type Answer = NonNullable<AcuteTalk['parents']>;

const answers: readonly Answer[] = ['yes', 'unknown', 'no'];

/** *Kontakt ikke forældrene*: stands until the worker has answered that no parent is suspected (docs/domain.md, "Akut"). `short`: the sentence alone. */
export function NoParents({ id, short = false }: { id: string; short?: boolean }) {
  const acute = acuteText();
  return (
    <div class="acute-warning" id={id}>
      <Icon of={phoneOffIcon} />
      <div>
        <h2>{acute.noParents}</h2>
        {!short && acute.noParentsMore.map((sentence) => <p key={sentence}>{sentence}</p>)}
      </div>
    </div>
  );
}

export function AskParents({
  chosen,
  onAnswer,
}: {
  chosen: Answer | undefined;
  onAnswer: (answer: Answer) => void;
}) {
  const acute = acuteText();
  return (
    <div class="acute-asked">
      <SingleChips
        legend={acute.asked}
        choices={answers.map((key) => ({ key, word: acute.answers[key] }))}
        joined
        chosen={chosen ?? null}
        onChoose={onAnswer}
      />
    </div>
  );
}
