import type { LogDetail } from '#api/client/log.ts';
import { dayOf } from '#domain/day.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { Each } from '#kit/components/each.tsx';
import { wordFor } from '#kit/words/da-lists.ts';
import { momentText } from '#kit/words/format.ts';
import { fieldWord, valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import './history.css';

type Line = LogDetail['history'][number];

/** What was done to a consultation, in the order in which the server took it; times are those of the tablets. */
export function History({ detail }: { detail: LogDetail }) {
  const review = logWords();
  return (
    <section aria-label={review.history}>
      <h3>{review.history}</h3>
      <ol class="history">
        <Each of={detail.history} as="li" keyOf={(line) => line.op}>
          {(line) => <HistoryLine line={line} />}
        </Each>
      </ol>
    </section>
  );
}

function HistoryLine({ line }: { line: Line }) {
  const { lists, common } = words();
  const review = logWords();
  const { at, tablet } = line;
  const made = at && momentText(at, dayOf(at));
  const received = momentText(line.receivedAt, dayOf(line.receivedAt));
  const kind = wordFor(lists.recordKind, line.kind ?? '');
  const verb = line.verb === null ? review.emptied : wordFor(review.verbs, line.verb);
  return (
    <li>
      <strong>
        {kind} {verb}
      </strong>
      {line.writes.length > 0 && (
        <ul class="small">
          <Each
            of={line.writes}
            as="li"
            keyOf={(write) => `${write.field} ${write.how} ${JSON.stringify(write.value)}`}
          >
            {(write) => <li>{writeText(write)}</li>}
          </Each>
        </ul>
      )}
      {line.result === 'conflict' && <p class="small">{review.keptInHistory}</p>}
      {line.result === 'refused' && (
        <p class="small">{review.refused(lists.problem[(line.problem ?? 'unexpected') as ProblemCode])}</p>
      )}
      <p class="small quiet">
        {[
          line.by || common.unknownPerson,
          made,
          !isDecided(line) && review.fromTablet(tablet ?? review.unknownTablet),
          received !== made && review.received(received),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  );
}

/** A coordinator decides without a tablet. */
const isDecided = ({ kind, tablet }: Line): boolean =>
  tablet === null && (kind === 'review' || kind === 'remark');

function writeText({ field, how, value }: Line['writes'][number]): string {
  const review = logWords();
  const word = valueText(field, value);
  if (how === 'set') return `${fieldWord(field)}: ${word}`;
  return `${fieldWord(field)}: ${how === 'add' ? review.putOn(word) : review.takenOff(word)}`;
}
