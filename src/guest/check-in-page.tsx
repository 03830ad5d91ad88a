import type { HerePage as View } from '#api/client/public-pages.ts';
import { inquirerRoles } from '#domain/consultation.ts';
import { Banner } from '#kit/components/banner.tsx';
import { ButtonLink } from '#kit/components/button.tsx';
import { circleCheckIcon, doorOpenIcon, infoIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { BookingWords } from './da.ts';
import { Frame, inOtherLanguage } from './frame.tsx';
import { linkTo } from './link.ts';
import { dayWord } from './times.tsx';

/** *Jeg er her*: one tap at the door puts somebody in the queue. The page ends with the hour. */
export function HerePage({ view, say }: { view: View; say: BookingWords }) {
  const { place, now, next, before, today } = view;
  const path = `${place.path}/her`;
  return (
    <Frame place={place} say={say} other={inOtherLanguage(path)}>
      <h1>{before === null ? say.hereTitle(place.name) : say.hereDone}</h1>
      {now && before !== null && (
        <Banner tone="sent" icon={circleCheckIcon} title={say.hereBefore(before)} role="status">
          {say.hereEnds(timeText(now.end))}
        </Banner>
      )}
      {now && before === null && (
        <>
          <Banner tone="sent" icon={doorOpenIcon} title={say.now(timeText(now.end))}>
            {say.withWho(now.worker, now.room)}
          </Banner>
          <form method="post" action={linkTo(path)} class="stack">
            <input type="hidden" name="request" value={view.request} />
            <fieldset class="stack">
              <legend>{say.hereAsk}</legend>
              <div class="roles">
                {inquirerRoles.map((role) => (
                  <button key={role} type="submit" class="button role" name="role" value={role}>
                    {words().lists.inquirerRole[role]}
                  </button>
                ))}
              </div>
            </fieldset>
          </form>
        </>
      )}
      {!now && (
        <Banner tone="neutral" icon={infoIcon} title={say.hereClosed}>
          {next && say.hereNext(dayWord(next.date, today, say), timeText(next.start))}
        </Banner>
      )}
      <ButtonLink href={linkTo(place.path)}>{say.hereBook}</ButtonLink>
    </Frame>
  );
}
