import { type Context, Hono } from 'hono';
import type { BookingPage, Missed } from '#api/public-pages.ts';
import { themes } from '#domain/consultation.ts';
import { dayOf } from '#domain/day.ts';
import type { Env } from '../access/login.ts';
import { namesOf } from '../access/places.ts';
import { cancelBooking, freeAt, moveBooking, setWishes } from '../bookings/book.ts';
import { type BookingPlace, pathOfPlace } from '../bookings/booking-codes.ts';
import { entryOf, ownPath, surroundingsOf } from '../bookings/booking-mails.ts';
import { type BookingRow, isOpen, readBookings } from '../bookings/booking-row.ts';
import type { Deps } from '../platform/deps.ts';
import { hashOf } from '../platform/secret.ts';
import { atPlace, formOf, onwards, show } from './page-response.ts';
import { bookedView, chosenOf, missedOf, placeView, timeViews, wantedOf } from './views.ts';

interface Own {
  booking: BookingRow;
  place: BookingPlace;
}

async function findOwn(deps: Deps, secret: string): Promise<Own | undefined> {
  const [booking] = await readBookings(deps.sql, deps.sql`secret = ${hashOf(secret)}`);
  if (!booking) return undefined;
  const [place] = await deps.sql<Omit<BookingPlace, 'path'>[]>`
    select number, name, kind from institution where number = ${booking.institution}`;
  return { booking, place: { ...place!, path: await pathOfPlace(deps.sql, booking.institution) } };
}

interface Shown {
  done?: BookingPage['done'];
  asks?: BookingPage['asks'];
  tid?: unknown;
  missed?: Missed | null;
}

async function page(deps: Deps, { booking, place }: Own, shown: Shown): Promise<BookingPage> {
  const { sql, now } = deps;
  const asks = isOpen(booking, now()) ? (shown.asks ?? null) : null;
  const free = asks === 'move' || booking.state === 'mustMove' ? await freeAt(sql, place, now()) : [];
  const names = await namesOf(sql, [booking.worker, ...free.map(({ hour }) => hour.worker)]);
  const times = timeViews(free, names);
  return {
    type: 'booking',
    place: await placeView(sql, place),
    today: dayOf(now()),
    booking: bookedView(deps, booking, names),
    done: shown.done ?? null,
    asks,
    times,
    chosen: chosenOf(free, times, shown.tid),
    missed: shown.missed ?? null,
  };
}

const doneWords = { flyttet: 'moved', aflyst: 'cancelled', gemt: 'saved' } as const;
type DoneWord = keyof typeof doneWords;
const isDoneWord = (word: string | undefined): word is DoneWord => word !== undefined && word in doneWords;

/** The pages of one booking, behind its secret link. Looking changes nothing (mail scanners look); a form does. */
export const ownRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  const unknown = (c: Context) => show(c, deps, { type: 'noBooking' }, 404);
  app.get(
    '/b/:place/ok',
    atPlace(deps, async (c, place) => {
      const own = await findOwn(deps, c.req.query('t') ?? '');
      if (!own || own.place.number !== place.number) return unknown(c);
      return show(
        c,
        deps,
        await page(deps, own, { done: own.booking.state === 'confirmed' ? 'booked' : null }),
      );
    }),
  );
  app.get('/b/t/:secret', async (c) => {
    const own = await findOwn(deps, c.req.param('secret'));
    if (!own) return unknown(c);
    const word = c.req.query('ok');
    const asks =
      c.req.query('flyt') !== undefined ? 'move' : c.req.query('aflys') !== undefined ? 'cancel' : null;
    const done = isDoneWord(word) ? doneWords[word] : null;
    return show(c, deps, await page(deps, own, { asks, done, tid: c.req.query('tid') }));
  });
  app.get('/b/t/:secret/tid.ics', async (c) => {
    const own = await findOwn(deps, c.req.param('secret'));
    if (!own) return unknown(c);
    const { booking, place } = own;
    const { worker } = await surroundingsOf(deps.sql, booking.institution, booking.worker);
    return c.body(entryOf(deps, booking, { place: place.name, worker }, 'file'), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="traeffetid.ics"',
      'cache-control': 'no-store',
    });
  });
  app.post('/b/t/:secret', async (c) => {
    const own = await findOwn(deps, c.req.param('secret'));
    if (!own) return unknown(c);
    const { booking, place } = own;
    const text = await formOf(c);
    const path = ownPath(deps, booking.id);
    switch (text('act')) {
      case 'cancel': {
        const cancelled = await cancelBooking(deps, booking.id, place);
        return onwards(c, path, cancelled ? { ok: 'aflyst' } : {});
      }
      case 'move':
        return takeMove(c, deps, own, text('tid'));
      case 'theme': {
        const theme = themes.find((one) => one === text('theme')) ?? null;
        await setWishes(deps, booking.id, { theme });
        return onwards(c, path, { ok: 'gemt' });
      }
      case 'earlier':
        await setWishes(deps, booking.id, { wantsEarlier: text('earlier') === 'on' });
        return onwards(c, path, { ok: 'gemt' });
      default:
        return onwards(c, path);
    }
  });
  return app;
};

async function takeMove(c: Context, deps: Deps, own: Own, tid: string): Promise<Response> {
  const wanted = wantedOf(tid);
  const path = ownPath(deps, own.booking.id);
  if (!wanted) return onwards(c, path, { flyt: '' });
  const answer = await moveBooking(deps, own.booking.id, own.place, wanted);
  if (answer.type === 'over') return onwards(c, path);
  if (answer.type === 'booked') return onwards(c, path, { ok: 'flyttet' });
  const [next] = timeViews(answer.alternatives, {});
  const missed = await missedOf(deps, own.place, wanted);
  const shown = { asks: 'move', tid: next?.tid, missed } as const;
  return show(c, deps, await page(deps, own, shown), 409);
}
