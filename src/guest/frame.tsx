import type { ComponentChildren } from 'preact';
import type { PlaceView } from '#api/client/public-pages.ts';
import { Banner, DemoBar } from '#kit/components/banner.tsx';
import { wifiOffIcon } from '#kit/components/icons.tsx';
import { otherLanguage } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import type { BookingWords } from './da.ts';

interface FrameProps {
  place?: PlaceView;
  say: BookingWords;
  /** The address of this page in the other language; absent where a form is half filled, because it would be lost. */
  other?: string;
  foot?: ComponentChildren;
  /** Are there free times on the page? */
  booking?: boolean;
  children: ComponentChildren;
}

/** The frame of every public page: the demo's bar, the place, the other language. */
export const Frame = ({ place, say, other, foot, booking, children }: FrameProps) => (
  <>
    {place?.demo && <DemoBar text={words().demo.bar} />}
    <div class="booking">
      <div role="alert" id="no-net" />
      {place && <NoNet place={place} say={say} booking={booking ?? false} />}
      <main>{children}</main>
      <footer class="booking-foot small quiet">
        {foot}
        <p>
          {place && <>{place.municipality} · </>}
          {words().productName}
          {other !== undefined && (
            <>
              {' · '}
              <a href={other} lang={otherLanguage()}>
                {say.language}
              </a>
            </>
          )}
        </p>
      </footer>
    </div>
  </>
);

/** What the script shows when the browser says that it has no network. */
const NoNet = ({ place, say, booking }: { place: PlaceView; say: BookingWords; booking: boolean }) => (
  <template id="no-net-text">
    <Banner tone="wait" icon={wifiOffIcon} title={say.noNet}>
      {booking ? say.noNetTimes : say.noNetOwn} <Call call={place.call} say={say} />
    </Banner>
  </template>
);

/** *Ring til kontoret på 00 00 00 00*, where a number is known. */
export const Call = ({ call, say }: { call: PlaceView['call']; say: BookingWords }) =>
  call && (
    <>
      {say.call(call.who)} <a href={`tel:${call.phone.replaceAll(' ', '')}`}>{call.phone}</a>.
    </>
  );

/** The address of this page in the other language. */
export function inOtherLanguage(path: string, query: Record<string, string> = {}): string {
  const all = otherLanguage() === 'en' ? { ...query, lang: 'en' } : query;
  const text = new URLSearchParams(all).toString();
  return text ? `${path}?${text}` : path;
}
