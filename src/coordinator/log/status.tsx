import type { LogLine } from '#api/client/log.ts';
import {
  banIcon,
  checkIcon,
  circleIcon,
  circleQuestionMarkIcon,
  clockIcon,
  gitCompareIcon,
  sirenIcon,
} from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import './status.css';

const looks = {
  new: { tone: 'local', icon: circleIcon },
  question: { tone: 'conflict', icon: circleQuestionMarkIcon },
  approved: { tone: 'sent', icon: checkIcon },
} as const;

/** Where a consultation stands in the review, and what else must be seen at a glance. */
export function Status({ line }: { line: LogLine }) {
  const { lists, common } = words();
  const review = logWords();
  if (line.annulled) return <Pill tone="neutral" icon={banIcon} word={review.annulled} />;
  return (
    <>
      <Pill {...looks[line.status]} word={common.status[line.status]} />
      {line.assessment === 'acute' && <Pill tone="danger" icon={sirenIcon} word={lists.assessment.acute} />}
      {line.conflicts > 0 && <Pill tone="conflict" icon={gitCompareIcon} word={review.conflict} />}
      {!line.complete && <Pill tone="wait" icon={clockIcon} word={review.incomplete} />}
    </>
  );
}
