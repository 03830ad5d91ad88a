import { useEffect, useRef } from 'preact/hooks';
import { Banner } from '#kit/components/banner.tsx';
import { Each } from '#kit/components/each.tsx';
import { calendarIcon } from '#kit/components/icons.tsx';
import {
  type BookingRequest,
  openBookingRequests,
  unsettledBookingRequests,
} from '../../actions/booking-request.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { useAnnounce } from '../announce.ts';
import { placeName } from '../served-places.ts';
import { BookingRequestRow } from './booking-request-row.tsx';
import { whenText } from './choose-time.tsx';
import { nextTalkText } from './text.ts';

/** Times that the worker has promised and that cannot be kept, each with others to choose; what the server says of the rest is said once. */
export function UnsettledBookingRequests() {
  const unlocked = useUnlocked();
  const text = nextTalkText();
  const replica = unlocked.replica();
  useAnswers(openBookingRequests(replica).filter(({ by }) => by === unlocked.person));
  const lost = unsettledBookingRequests(replica, unlocked.person, unlocked.today.value);
  if (lost.length === 0) return null;
  return (
    <Banner tone="danger" icon={calendarIcon} title={text.unsettled(lost.length)}>
      <ul class="rows">
        <Each of={lost} as="li" keyOf={(request) => request.id}>
          {(request) => <BookingRequestRow request={request} at={placeName(replica, request.institution)} />}
        </Each>
      </ul>
    </Banner>
  );
}

/** An answer that comes while the worker looks is said; what was answered before is shown where it stands. */
function useAnswers(requests: readonly BookingRequest[]): void {
  const announce = useAnnounce();
  const before = useRef<ReadonlyMap<string, BookingRequest['state']>>(new Map());
  useEffect(() => {
    const text = nextTalkText();
    for (const request of requests) {
      if (before.current.get(request.id) !== 'waiting') continue;
      if (request.state === 'confirmed') announce(text.confirmed(whenText(request)));
      if (request.state === 'refused') announce(text.refused(whenText(request)));
    }
    before.current = new Map(requests.map(({ id, state }) => [id, state]));
  });
}
