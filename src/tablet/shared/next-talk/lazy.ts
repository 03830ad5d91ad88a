import { lazy } from '#kit/components/lazy.tsx';

/** The next talk with an inquirer, booked during a conversation or after it. */
export const NextTalk = lazy(() => import('./next-talk.tsx').then((file) => file.NextTalk));
/** The promised times that cannot be kept; there with the day itself, so that it moves nothing. */
export const UnsettledBookingRequests = lazy(
  () => import('./unsettled.tsx').then((file) => file.UnsettledBookingRequests),
  true,
);
