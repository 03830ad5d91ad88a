import type { LogLine } from '../../sync/review.ts';
import {
  banIcon,
  checkIcon,
  circleIcon,
  circleQuestionMarkIcon,
  clockIcon,
  gitCompareIcon,
  sirenIcon,
} from '../kit/icons.tsx';
import { Pill } from '../kit/pill.tsx';
import { words } from '../words/words.ts';

const looks = {
  new: { tone: 'local', icon: circleIcon },
  question: { tone: 'conflict', icon: circleQuestionMarkIcon },
  approved: { tone: 'sent', icon: checkIcon },
} as const;

/** Where a consultation stands in the review, and what else must be seen at a glance. */
export function Status({ line }: { line: LogLine }) {
  const { review, lists } = words();
  if (line.annulled) return <Pill tone="neutral" icon={banIcon} word={review.annulled} />;
  return (
    <>
      <Pill {...looks[line.status]} word={review.status[line.status]} />
      {line.assessment === 'acute' && <Pill tone="danger" icon={sirenIcon} word={lists.assessment.acute} />}
      {line.conflicts > 0 && <Pill tone="conflict" icon={gitCompareIcon} word={review.conflict} />}
      {!line.complete && <Pill tone="wait" icon={clockIcon} word={review.incomplete} />}
    </>
  );
}
