import type { PageView } from '#api/client/public-pages.ts';
import type { BookingWords } from './da.ts';
import { Frame } from './frame.tsx';

type View = Extract<PageView, { type: 'retired' | 'unknown' | 'noBooking' | 'tooMany' }>;

/** A page with a title and a sentence, such as "not found". */
export const NoticePage = ({ view, say }: { view: View; say: BookingWords }) => (
  <Frame say={say}>
    <h1>{say[`${view.type}Title`]}</h1>
    <p>{view.type === 'tooMany' ? say.tooMany(view.seconds) : say[view.type]}</p>
  </Frame>
);
