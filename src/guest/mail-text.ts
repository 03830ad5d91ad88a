import type { MailView } from '#api/client/public-pages.ts';
import { capital, dayText, timeText, weekText } from '#kit/words/format.ts';
import type { BookingWords } from './da.ts';

/** A mail has ordinary spaces in place of the non-breaking ones of a page. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Subject and text of a mail. It can say only what is in `MailView`: no theme, no role, and no name but the worker's. */
export function mailText(view: MailView, say: BookingWords): { subject: string; text: string } {
  const [subject, first] = say.mails[view.type]!;
  const when = `${capital(dayText(view.date, true))} (${weekText(view.date)}) ${say.span(timeText(view.start), timeText(view.end))}`;
  const link = linkWord(view.type, say);
  const lines = [
    first,
    '',
    `${say.mailWhen}: ${when}`,
    `${say.mailWhere}: ${say.room(view.place, view.room)}`,
    `${say.mailWith}: ${view.worker}`,
    '',
    `${link}: ${view.url}`,
    '',
    ...(view.call ? [say.mailCall(`${say.call(view.call.who)} ${view.call.phone}`), ''] : []),
    say.mailFoot(view.municipality),
    '',
  ];
  const span = say.span(timeText(view.start), timeText(view.end));
  return { subject: plain(`${subject}: ${dayText(view.date)} ${span}`), text: plain(lines.join('\n')) };
}

/** What the reader can do behind the link. */
function linkWord(type: MailView['type'], say: BookingWords): string {
  if (type === 'mustMove' || type === 'freed') return say.mailLinkMove;
  if (type === 'cancelled') return say.mailLinkAgain;
  return type === 'freedList' ? say.mailLinkBook : say.mailLink;
}
