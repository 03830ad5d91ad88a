import type { ComponentChildren } from 'preact';
import type { PlaceView } from '../../sync/booking.ts';
import { DemoBar } from '../kit/banner.tsx';
import { words } from '../words/words.ts';
import type { BookingWords } from './da.ts';

interface FrameProps {
  place?: PlaceView;
  say: BookingWords;
  /** This page in the other language; none where a form stands half filled. */
  other?: string;
  foot?: ComponentChildren;
  children: ComponentChildren;
}

/** What is around every public page: the demo's bar, whose page it is, the other language. */
export const Frame = ({ place, say, other, foot, children }: FrameProps) => (
  <>
    {place?.demo && <DemoBar text={words().demo.bar} />}
    <div class="booking">
      <main>{children}</main>
      <footer class="booking-foot small quiet">
        {foot}
        <p>
          {place && <>{place.municipality} · </>}
          {words().productName}
          {other !== undefined && (
            <>
              {' · '}
              <a href={other} lang={words().language === 'da' ? 'en' : 'da'}>
                {say.language}
              </a>
            </>
          )}
        </p>
      </footer>
    </div>
  </>
);

/** The address of a page in the language that it is not in now. */
export function inOtherLanguage(path: string, query: Record<string, string> = {}): string {
  const all = words().language === 'da' ? { ...query, lang: 'en' } : query;
  const text = new URLSearchParams(all).toString();
  return text ? `${path}?${text}` : path;
}
