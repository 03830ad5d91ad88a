import { dayOf } from '../../domain/day.ts';
import type { LogPage } from '../../sync/review.ts';
import { Banner } from '../kit/banner.tsx';
import { Each } from '../kit/each.tsx';
import { tabletIcon } from '../kit/icons.tsx';
import { momentText } from '../words/format.ts';
import { words } from '../words/words.ts';

/** Tablets that say that they hold more than has come: counted and named, so that somebody asks for them. */
export function Missing({ tablets }: { tablets: LogPage['missing'] }) {
  const { review } = words();
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
