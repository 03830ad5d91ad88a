import { type Context, Hono } from 'hono';
import type { BookerField, BookerForm, BookPage, Missed } from '#api/public-pages.ts';
import { Booker, freeSlots } from '#domain/booking.ts';
import { dayOf } from '#domain/day.ts';
import { Id } from '#domain/id.ts';
import { type Env, isForeign } from '../access/login.ts';
import { namesOf } from '../access/places.ts';
import { type Asked, bookSlot, intention } from '../bookings/book.ts';
import type { BookingPlace } from '../bookings/booking-codes.ts';
import { ownPath } from '../bookings/booking-mails.ts';
import { waitForFreed } from '../bookings/waiting-list.ts';
import { feedSecret } from '../feeds/feed.ts';
import type { Deps } from '../platform/deps.ts';
import { limited } from '../platform/rate-limit.ts';
import { comingHours, takenOf } from '../schedule/plan.ts';
import { doorRoutes } from './check-in.ts';
import { ownRoutes } from './own-booking.ts';
import { atPlace, formOf, languageOf, onwards, show } from './page-response.ts';
import { posterRoutes } from './poster.ts';
import { chosenOf, missedOf, openNow, placeView, timeViews, wantedOf } from './views.ts';

/**
 * The public pages: book, move, cancel, wait at the door. No cookie, no login; a stranger learns
 * nothing but free times. Everything is a page from the endpoint and a plain form; a script only smooths the way.
 */
export const bookingRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.use(
    '/b/*',
    limited(deps, (c, seconds) => show(c, deps, { type: 'tooMany', seconds }, 429)),
    async (c, next) => {
      // A form on a foreign page must not book in the name of its reader.
      if (c.req.method === 'POST' && isForeign(c)) {
        return show(c, deps, { type: 'unknown' }, 404);
      }
      return next();
    },
  );
  app.route('/', ownRoutes(deps));
  app.route('/', doorRoutes(deps));
  app.route('/', posterRoutes(deps));
  app.get(
    '/b/:place',
    atPlace(deps, async (c, place) => {
      const wanted = wantedOf(c.req.query('optaget'));
      const missed = wanted ? await missedOf(deps, place, wanted) : null;
      return show(c, deps, await bookPage(deps, place, { tid: c.req.query('tid'), missed }));
    }),
  );
  app.post(
    '/b/:place',
    atPlace(deps, async (c, place) => takeForm(c, deps, place)),
  );
  return app;
};

interface Filled {
  tid?: unknown;
  missed?: Missed | null;
  form?: BookerForm;
  wrong?: BookerField[];
  waiting?: boolean;
}

const emptyForm: BookerForm = { role: '', name: '', mail: '' };

async function bookPage(deps: Deps, place: BookingPlace, filled: Filled): Promise<BookPage> {
  const { sql } = deps;
  const hours = await comingHours(sql, place, deps.now());
  const free = freeSlots(hours, await takenOf(sql, place.number, hours, deps.now()), deps.now());
  const [names, view, now, feed] = await Promise.all([
    namesOf(
      sql,
      hours.map(({ worker }) => worker),
    ),
    placeView(sql, place),
    openNow(sql, deps, place, hours),
    feedSecret(deps, { institution: place.number }),
  ]);
  const times = timeViews(free, names);
  return {
    type: 'book',
    place: view,
    today: dayOf(deps.now()),
    times,
    now,
    chosen: chosenOf(free, times, filled.tid),
    missed: filled.missed ?? null,
    request: deps.makeId(),
    form: filled.form ?? emptyForm,
    wrong: filled.wrong ?? [],
    waiting: filled.waiting ?? false,
    feed,
  };
}

/** A booking as the form sends it: with a script as data, without one as a page. */
async function takeForm(c: Context, deps: Deps, place: BookingPlace): Promise<Response> {
  const text = await formOf(c);
  if (text('act') === 'wait') return waitForm(c, deps, place, text('mail'));
  const form: BookerForm = { role: text('role'), name: text('name'), mail: text('mail') };
  const wanted = wantedOf(text('tid'));
  const request = Id.safeParse(text('request'));
  if (!wanted || !request.success) return onwards(c, place.path);
  const booker = Booker.safeParse(form);
  if (!booker.success) {
    const wrong = [...new Set(booker.error.issues.map(({ path }) => path[0] as BookerField))];
    return show(c, deps, await bookPage(deps, place, { tid: text('tid'), form, wrong }), 422);
  }
  const asked: Asked = {
    place,
    slot: wanted,
    booker: booker.data,
    language: languageOf(c),
    request: intention(place.number, request.data, wanted),
  };
  const answer = await bookSlot(deps, asked);
  const asData = c.req.header('accept')?.includes('application/json') ?? false;
  if (answer.type === 'booked') {
    const secret = ownPath(deps, answer.booking.id).slice('/b/t/'.length);
    const query: Record<string, string> = languageOf(c) === 'en' ? { t: secret, lang: 'en' } : { t: secret };
    const to = `${place.path}/ok?${new URLSearchParams(query)}`;
    return asData ? c.json({ type: 'booked', to }) : c.redirect(to, 303);
  }
  const names = await namesOf(
    deps.sql,
    answer.alternatives.map(({ hour }) => hour.worker),
  );
  const [next] = timeViews(answer.alternatives, names);
  if (asData) {
    const query = new URLSearchParams({ ...(next && { tid: next.tid }), optaget: text('tid') });
    if (languageOf(c) === 'en') query.set('lang', 'en');
    return c.json({ type: 'taken', to: `${place.path}?${query}` }, 409);
  }
  const missed = await missedOf(deps, place, wanted);
  return show(c, deps, await bookPage(deps, place, { tid: next?.tid, missed, form }), 409);
}

async function waitForm(c: Context, deps: Deps, place: BookingPlace, mail: string): Promise<Response> {
  const waiting = await waitForFreed(deps, place.number, mail, languageOf(c));
  if (!waiting) {
    const form = { ...emptyForm, mail };
    return show(c, deps, await bookPage(deps, place, { form, wrong: ['mail'] }), 422);
  }
  return show(c, deps, await bookPage(deps, place, { waiting: true }));
}
