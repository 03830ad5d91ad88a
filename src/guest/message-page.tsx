import type { PageView } from '#api/client/public-pages.ts';
import type { BookingWords } from './da.ts';
import { Frame } from './frame.tsx';

type View = Extract<PageView, { type: 'retired' | 'unknown' | 'noBooking' | 'tooMany' | 'fault' }>;

const textOf = (view: View, say: BookingWords): string => {
  if (view.type === 'tooMany') return say.tooMany(view.seconds);
  return view.type === 'fault' ? say.fault(view.reference) : say[view.type];
};

/** A page with a title and a sentence, such as "not found". */
export const NoticePage = ({ view, say }: { view: View; say: BookingWords }) => (
  <Frame say={say}>
    <h1>{say[`${view.type}Title`]}</h1>
    <p>{textOf(view, say)}</p>
  </Frame>
);
