import { renderToString } from 'preact-render-to-string';
import type { BookingLanguage, BookingTexts, PageView } from '#api/client/public-pages.ts';
import { drawIn, fetchEnglish } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import { noticeText } from './aula-text.ts';
import { BookPage } from './book-page.tsx';
import { HerePage } from './check-in-page.tsx';
import type { BookingWords } from './da.ts';
import { mailText } from './mail-text.ts';
import { NoticePage } from './message-page.tsx';
import { OwnPage } from './own-page.tsx';
import { PosterPage } from './poster-page.tsx';
import { guestWords } from './words.ts';

await fetchEnglish();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function speakFor(language: BookingLanguage): BookingWords {
  drawIn(language);
  return guestWords();
}

function titleOf(view: PageView, say: BookingWords): string {
  switch (view.type) {
    case 'book':
      return (view.wrong.length > 0 ? say.errorPrefix : '') + view.place.name;
    case 'booking':
      return `${say.state} · ${view.place.name}`;
    case 'here':
      return say.hereTitle(view.place.name);
    case 'poster':
      return view.place.name;
    default:
      return say[`${view.type}Title`];
  }
}

function Page({ view, say }: { view: PageView; say: BookingWords }) {
  switch (view.type) {
    case 'book':
      return <BookPage view={view} say={say} />;
    case 'booking':
      return <OwnPage view={view} say={say} />;
    case 'here':
      return <HerePage view={view} say={say} />;
    case 'poster':
      return <PosterPage view={view} say={say} />;
    default:
      return <NoticePage view={view} say={say} />;
  }
}

/** The pages and mails for those who book; `frame` is the built `index.html`, whose styles and script every page uses. */
export const textsWith = (frame: string): BookingTexts => ({
  page: (view, language) => {
    const say = speakFor(language);
    const body = renderToString(<Page view={view} say={say} />);
    const title = `${escaped(titleOf(view, say))} – ${words().productName}`;
    return frame
      .replace('<html lang="da">', `<html lang="${language}">`)
      .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`)
      .replace('<div id="page"></div>', () => body);
  },
  mail: (view, language) => mailText(view, speakFor(language)),
  notice: (view, language) => noticeText(view, speakFor(language)),
  entry: (what, { place, worker, cancelled }, language) => {
    const say = speakFor(language);
    const title = what === 'hour' ? say.entryHour(place, worker) : say.entryBooking(worker);
    return cancelled ? say.entryOff(title) : title;
  },
});
