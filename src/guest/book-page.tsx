import type { BookPage as View } from '#api/client/public-pages.ts';
import { minutesOf } from '#domain/day.ts';
import { defaultEarliestDays } from '#domain/occurrence.ts';
import { Banner } from '#kit/components/banner.tsx';
import { ButtonLink, SubmitButton } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { calendarDaysIcon, circleCheckIcon, doorOpenIcon, schoolIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import { BookForm, Wrong } from './book-form.tsx';
import type { BookingWords } from './da.ts';
import { Call, Frame, inOtherLanguage } from './frame.tsx';
import { linkTo } from './link.ts';
import { MissedTime } from './missed-time.tsx';
import { Times } from './times.tsx';

const only = <T,>(values: readonly T[]): T | undefined => {
  const all = new Set(values);
  return all.size === 1 ? values[0] : undefined;
};

/** *Book tid*: the free times on the first paint. The booker opens nothing and signs in nowhere. */
export function BookPage({ view, say }: { view: View; say: BookingWords }) {
  const { place, times, now, today } = view;
  const shown = now ? [now, ...times] : times;
  const worker = only(shown.map((one) => one.worker));
  const room = only(shown.map((one) => one.room));
  const minutes = only(times.map(({ start, end }) => minutesOf(end) - minutesOf(start)));
  return (
    <Frame
      place={place}
      say={say}
      other={inOtherLanguage(place.path, view.chosen ? { tid: view.chosen.tid } : {})}
      booking
      foot={
        <p>
          <a href={`/feed/${view.feed}.ics`}>{say.feed}</a>
        </p>
      }
    >
      <WrongSummary view={view} say={say} />
      <header class="place-head">
        <p class="place-name">
          <Icon of={schoolIcon} /> {room ? say.room(place.name, room) : place.name}
        </p>
        <h1>{say.title(worker ?? say.anyWorker(place.title))}</h1>
        <p class="quiet">
          {place.title}
          {minutes !== undefined && ` · ${say.minutes(minutes)}`}
        </p>
      </header>
      {now && (
        <Banner
          tone="sent"
          icon={doorOpenIcon}
          title={say.now(timeText(now.end))}
          action={<ButtonLink href={linkTo(`${place.path}/her`)}>{say.imHere}</ButtonLink>}
        >
          {say.knock}
        </Banner>
      )}
      <div role="alert" id="not-sent" data-text={say.notSent} class="wait-text" hidden />
      {!view.chosen && <MissedTime view={view} say={say} />}
      <BookForm view={view} say={say} />
      {times.length > 0 ? (
        <Times
          times={times}
          today={today}
          say={say}
          hrefOf={({ tid }) => `${linkTo(place.path, { tid })}#confirm`}
        />
      ) : (
        <NoTimes view={view} say={say} />
      )}
      {place.call && (
        <p class="call">
          {say.noneFits} <Call call={place.call} say={say} />
        </p>
      )}
    </Frame>
  );
}

function WrongSummary({ view, say }: { view: View; say: BookingWords }) {
  if (view.wrong.length === 0 || !view.chosen) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} id="wrong">
      <h2>{say.wrongTitle(view.wrong.length)}</h2>
      <ul>
        {view.wrong.map((field) => (
          <li key={field}>
            <a href={`#${field}`}>{say.wrong[field]}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** No free times: the booker can write a mail address on the waiting list. */
function NoTimes({ view, say }: { view: View; say: BookingWords }) {
  if (view.waiting) {
    return <Banner tone="sent" icon={circleCheckIcon} title={say.isOnList} role="status" />;
  }
  const wrong = view.wrong.includes('mail') && !view.chosen;
  return (
    <section class="card stack">
      <h2>
        <Icon of={calendarDaysIcon} /> {say.none(defaultEarliestDays / 7)}
      </h2>
      <p>{say.noneMore}</p>
      <form method="post" action={linkTo(view.place.path)} class="stack">
        <input type="hidden" name="act" value="wait" />
        <div class="field" data-wrong={wrong || undefined}>
          <label for="list-mail">{say.mail}</label>
          <input
            id="list-mail"
            name="mail"
            type={'email' as 'text'}
            autoComplete="email"
            required
            maxLength={254}
            value={view.form.mail}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? 'list-mail-wrong' : undefined}
          />
          {wrong && <Wrong field="list-mail" text={say.wrong.mail} />}
        </div>
        <SubmitButton>{say.onList}</SubmitButton>
      </form>
    </section>
  );
}
