import type { LogPage } from '#api/client/log.ts';
import { dayOf } from '#domain/day.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Each } from '#kit/components/each.tsx';
import { tabletIcon } from '#kit/components/icons.tsx';
import { momentText } from '#kit/words/format.ts';
import { logWords } from '../words/words.ts';

/** Names the tablets that have made more changes than the endpoint has received, so that the coordinator asks for them. */
export function Missing({ tablets }: { tablets: LogPage['missing'] }) {
  const review = logWords();
  if (tablets.length === 0) return null;
  return (
    <Banner tone="wait" icon={tabletIcon} title={review.missingTitle(tablets.length)} role="status">
      <ul>
        <Each of={tablets} as="li" keyOf={({ tablet, worker }) => `${tablet} ${worker}`}>
          {({ tablet, worker, unsent, seenAt }) => (
            <li>
              {review.missingOne(tablet, worker, unsent)} ·{' '}
              {seenAt ? review.seen(momentText(seenAt, dayOf(seenAt))) : review.neverSeen}
            </li>
          )}
        </Each>
      </ul>
    </Banner>
  );
}
