import type { PosterPage as View } from '#api/client/public-pages.ts';
import { DemoBar } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { printerIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { list, noticeText, workersOf } from './aula-text.ts';
import type { BookingWords } from './da.ts';
import { QrCode } from './qr.tsx';

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');

/** *Dørplakat*: one sheet of A4. On the screen a text to copy into Aula stands beside it. */
export function PosterPage({ view, say }: { view: View; say: BookingWords }) {
  const { place, hours, minutes, bookUrl, hereUrl, feedUrl } = view;
  const workers = workersOf(hours, place.title, say);
  const rooms = list(hours.map(({ room }) => room));
  const notice = noticeText({ place: place.name, title: place.title, hours, url: bookUrl }, say);
  return (
    <div class="poster-page">
      {place.demo && <DemoBar text={words().demo.bar} />}
      <main class="poster">
        <p class="poster-place">{rooms ? say.room(place.name, rooms) : place.name}</p>
        <h1>{say.posterTitle}</h1>
        <p class="poster-text">{say.posterText(minutes ?? 20, workers)}</p>
        <div class="poster-book">
          <QrCode text={bookUrl} label={say.posterBook} />
          <div>
            {hours.length === 0 && <p class="poster-hour">{say.posterNone}</p>}
            {hours.map((hour) => (
              <p class="poster-hour" key={`${hour.weekday} ${hour.start} ${hour.worker}`}>
                {say.weekdays[hour.weekday - 1]}
                <br />
                {say.span(timeText(hour.start), timeText(hour.end))}
                {hour.everyWeeks > 1 && <small> {say.everyWeeks(hour.everyWeeks)}</small>}
              </p>
            ))}
            <p class="poster-link">{withoutScheme(bookUrl)}</p>
          </div>
        </div>
        <div class="poster-here">
          <QrCode text={hereUrl} label={say.posterHere} />
          <p>{say.posterHere}</p>
        </div>
        <p class="poster-foot">{say.posterFoot(place.title, place.municipality)}</p>
      </main>
      <aside class="poster-aside no-print stack">
        <span class="script-only" id="print">
          <Button look="primary" icon={printerIcon} onPress={() => {}}>
            {say.print}
          </Button>
        </span>
        <h2 id="notice-title">{say.noticeTitle}</h2>
        <p class="quiet">{say.noticeHint}</p>
        <textarea aria-labelledby="notice-title" readOnly rows={10} value={notice} />
        <p>
          <a href={feedUrl}>{say.feed}</a>
        </p>
      </aside>
    </div>
  );
}
