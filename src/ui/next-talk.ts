import { later } from './later.tsx';

/** The next talk with somebody, booked during a conversation or after it. */
export const NextTalk = later(() => import('./next-talk/next-talk.tsx').then((file) => file.NextTalk));
/** The promised times that cannot be kept; there with the day itself, so that it moves nothing. */
export const UnsettledWishes = later(
  () => import('./next-talk/unsettled.tsx').then((file) => file.UnsettledWishes),
  true,
);
