import type { BookingPage } from '#api/client/public-pages.ts';
import { themes } from '#domain/consultation.ts';
import { defaultEarliestDays } from '#domain/occurrence.ts';
import { Banner } from '#kit/components/banner.tsx';
import { ButtonLink, SubmitButton } from '#kit/components/button.tsx';
import { calendarIcon, circleCheckIcon, infoIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { capital, dayWithWeek, timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { BookingWords } from './da.ts';
import { Frame, inOtherLanguage } from './frame.tsx';
import { linkTo } from './link.ts';
import { MissedTime } from './missed-time.tsx';
import { Times, timeTitle } from './times.tsx';

interface Props {
  view: BookingPage;
  say: BookingWords;
}

/** The page of one booking, also its receipt: what it is, and everything that its booker can do with it, without a login. */
export function OwnPage({ view, say }: Props) {
  const { place, booking, asks } = view;
  const open = !booking.past && (booking.state === 'confirmed' || booking.state === 'mustMove');
  return (
    <Frame place={place} say={say} other={inOtherLanguage(booking.path)}>
      <h1>{headingOf(view, say)}</h1>
      <State view={view} say={say} />
      {asks !== 'cancel' && (asks === 'move' || booking.state === 'mustMove') && (
        <MoveForm view={view} say={say} />
      )}
      <section class="card" aria-label={asks === 'move' ? say.nowYours : say.state}>
        {asks === 'move' && <h2>{say.nowYours}</h2>}
        <dl class="own-facts">
          <Fact name={say.when}>
            <strong>
              {capital(dayWithWeek(booking.date))} {say.span(timeText(booking.start), timeText(booking.end))}
            </strong>
          </Fact>
          <Fact name={say.where}>{say.room(place.name, booking.room)}</Fact>
          <Fact name={say.whom}>{booking.worker}</Fact>
          {booking.name && <Fact name={say.bookedBy}>{booking.name}</Fact>}
        </dl>
        {open && asks === null && booking.state === 'confirmed' && (
          <div class="actions">
            <ButtonLink look="primary" icon={calendarIcon} href={`${booking.path}/tid.ics`}>
              {say.toCalendar}
            </ButtonLink>
            <ButtonLink href={linkTo(booking.path, { flyt: '' })}>{say.move}</ButtonLink>
            <ButtonLink href={linkTo(booking.path, { aflys: '' })}>{say.cancel}</ButtonLink>
          </div>
        )}
        {asks === 'cancel' && <CancelForm view={view} say={say} />}
        {!open && (
          <div class="actions">
            <ButtonLink look="primary" href={linkTo(place.path)}>
              {say.newBooking}
            </ButtonLink>
          </div>
        )}
      </section>
      {open && asks === null && booking.state === 'confirmed' && <Wishes view={view} say={say} />}
    </Frame>
  );
}

const Fact = ({ name, children }: { name: string; children: preact.ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function headingOf({ booking, done, asks }: BookingPage, say: BookingWords): string {
  if (asks === 'cancel') return say.cancelSure;
  if (asks === 'move' || (booking.state === 'mustMove' && !booking.past)) return say.moveWhere;
  if (booking.state === 'cancelled') return say.cancelled;
  if (done === 'booked') return say.booked;
  return say.state;
}

function State({ view, say }: Props) {
  const { booking, done, asks } = view;
  if (asks === 'cancel') return null;
  if (booking.state === 'mustMove') {
    return <Banner tone="wait" icon={triangleAlertIcon} title={say.mustMove} />;
  }
  if (asks === 'move') return <p class="quiet">{say.moveKeeps}</p>;
  if (booking.state === 'cancelled') return null;
  if (booking.state === 'kept') return <Banner tone="neutral" icon={circleCheckIcon} title={say.kept} />;
  if (booking.state === 'absent') return <Banner tone="neutral" icon={infoIcon} title={say.absent} />;
  if (booking.past) return <Banner tone="neutral" icon={infoIcon} title={say.past} />;
  if (done === 'booked') {
    return (
      <div class="stack">
        {booking.mail && (
          <Banner tone="sent" icon={circleCheckIcon} title={say.weSent(booking.mail)} role="status">
            {say.hereLink}
          </Banner>
        )}
      </div>
    );
  }
  if (done === 'moved' || done === 'saved') {
    return (
      <Banner
        tone="sent"
        icon={circleCheckIcon}
        title={done === 'moved' ? say.moved : say.saved}
        role="status"
      />
    );
  }
  return null;
}

const CancelForm = ({ view: { booking }, say }: Props) => (
  <form method="post" action={linkTo(booking.path)} class="actions">
    <input type="hidden" name="act" value="cancel" />
    <SubmitButton look="danger">{say.cancelDo}</SubmitButton>
    <ButtonLink href={linkTo(booking.path)}>{say.keep}</ButtonLink>
  </form>
);

function MoveForm({ view, say }: Props) {
  const { booking, chosen, times, today } = view;
  return (
    <>
      <MissedTime view={view} say={say} />
      {chosen && (
        <form method="post" action={linkTo(booking.path)} class="card stack" id="confirm">
          <input type="hidden" name="act" value="move" />
          <input type="hidden" name="tid" value={chosen.tid} />
          <h2>{timeTitle(chosen, today, say)}</h2>
          <p class="quiet">{say.withWho(chosen.worker, chosen.room)}</p>
          <SubmitButton wide>{say.moveTo(timeText(chosen.start))}</SubmitButton>
        </form>
      )}
      {times.length > 0 ? (
        <Times
          times={times}
          today={today}
          say={say}
          hrefOf={({ tid }) => `${linkTo(booking.path, { flyt: '', tid })}#confirm`}
        />
      ) : (
        <p>{say.none(defaultEarliestDays / 7)}</p>
      )}
      <div class="actions">
        {booking.state === 'mustMove' ? (
          <ButtonLink href={linkTo(booking.path, { aflys: '' })}>{say.cancel}</ButtonLink>
        ) : (
          <ButtonLink href={linkTo(booking.path)}>{say.keep}</ButtonLink>
        )}
      </div>
    </>
  );
}

/** What the booker can add afterwards: a theme, and a wish for an earlier time. */
const Wishes = ({ view: { booking }, say }: Props) => (
  <>
    <form method="post" action={linkTo(booking.path)} class="card stack">
      <input type="hidden" name="act" value="theme" />
      <fieldset class="chips">
        <legend>
          {say.theme} <span class="quiet">({say.themeAside})</span>
        </legend>
        <p class="field-hint">{say.themeHint}</p>
        <div class="chips-list">
          {themes.map((theme) => (
            <label key={theme} class="chip">
              <input type="radio" name="theme" value={theme} checked={booking.theme === theme} />
              {words().lists.theme[theme]}
            </label>
          ))}
          <label class="chip">
            <input type="radio" name="theme" value="" checked={booking.theme === null} />
            {say.noTheme}
          </label>
        </div>
      </fieldset>
      <SubmitButton look="plain">{say.saveTheme}</SubmitButton>
    </form>
    {booking.mail !== null && (
      <form method="post" action={linkTo(booking.path)} class="card stack">
        <input type="hidden" name="act" value="earlier" />
        <label class="check">
          <input type="checkbox" name="earlier" checked={booking.wantsEarlier} /> {say.earlier}
        </label>
        <SubmitButton look="plain">{say.saveWish}</SubmitButton>
      </form>
    )}
  </>
);
