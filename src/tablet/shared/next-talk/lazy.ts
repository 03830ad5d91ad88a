import { later } from '#kit/components/lazy.tsx';

/** The next talk with somebody, booked during a conversation or after it. */
export const NextTalk = later(() => import('./next-talk.tsx').then((file) => file.NextTalk));
/** The promised times that cannot be kept; there with the day itself, so that it moves nothing. */
export const UnsettledWishes = later(
  () => import('./unsettled.tsx').then((file) => file.UnsettledWishes),
  true,
);
