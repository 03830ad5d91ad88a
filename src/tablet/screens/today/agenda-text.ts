import { defineWords } from '#kit/words/language.ts';

const da = {
  times: (place: string) => `Tider · ${place}`,
  walkIn: 'Ledig · uden tid',
  summed: (booked: number, free: number) =>
    `${booked === 0 ? '' : `${booked} ${booked === 1 ? 'booket' : 'bookede'} · `}${free} ${free === 1 ? 'ledig tid' : 'ledige tider'}`,
  waiting: 'Afventer',
  absent: 'Kom ikke',
  kept: 'Kom',
  mustMove: 'Skal flyttes',
  cancelled: 'Aflyst',
  free: 'ledig igen',
  covered:
    'Bookede tider kan ikke ses, før du logger ind. Kommer nogen til en tid, så tag dem ind som ny henvendelse.',
  take: (who: string) => `Tag ind: ${who}`,
  away: (who: string) => `Kom ikke: ${who}`,
  wasAway: (time: string, who: string) => `${time}: ${who} kom ikke.`,
  came: (time: string, who: string) => `Ny booking ${time}: ${who}.`,
  off: (time: string, who: string) => `Booking ${time} er aflyst: ${who}.`,
  moved: (time: string, who: string) => `Booking ${time} er flyttet: ${who}.`,
  at: (place: string, news: string) => `${place} · ${news}`,
};

const en: typeof da = {
  times: (place) => `Times · ${place}`,
  walkIn: 'Free · walk-in',
  summed: (booked, free) =>
    `${booked === 0 ? '' : `${booked} booked · `}${free} free ${free === 1 ? 'time' : 'times'}`,
  waiting: 'Waiting for an answer',
  absent: 'Did not come',
  kept: 'Came',
  mustMove: 'Must be moved',
  cancelled: 'Cancelled',
  free: 'free again',
  covered:
    'Booked times cannot be seen until you sign in. If somebody comes for one, take them in as a new conversation.',
  take: (who) => `Take in: ${who}`,
  away: (who) => `Did not come: ${who}`,
  wasAway: (time, who) => `${time}: ${who} did not come.`,
  came: (time, who) => `New booking ${time}: ${who}.`,
  off: (time, who) => `Booking ${time} is cancelled: ${who}.`,
  moved: (time, who) => `Booking ${time} has been moved: ${who}.`,
  at: (place, news) => `${place} · ${news}`,
};

/** The words of an hour's times; they come with the list, not with the first page. */
export const agendaText = defineWords({ da, en });
