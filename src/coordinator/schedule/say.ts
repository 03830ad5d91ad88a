import type { Schedule } from '#api/client/schedule.ts';
import { addDays } from '#domain/day.ts';
import { type DropIn, slots } from '#domain/drop-in.ts';
import type { Hour } from '#domain/occurrence.ts';
import { capital, dayShort, dayText, dayWithWeek, timeText } from '#kit/words/format.ts';
import { holidayText } from '#kit/words/holiday.ts';
import { scheduleText } from './text.ts';

type Spanned = Pick<DropIn, 'start' | 'end'>;

/** `08.30–10.00` */
export const spanText = ({ start, end }: Spanned): string =>
  scheduleText().span(timeText(start), timeText(end));

export const placeName = ({ places }: Pick<Schedule, 'places'>, number: string): string =>
  places.find((place) => place.number === number)?.name ?? number;

export const workerName = ({ workers }: Pick<Schedule, 'workers'>, id: string): string =>
  workers.find((worker) => worker.id === id)?.name ?? '–';

const anyMonday = '2026-11-23';
export const weekdayText = ({ weekday }: Pick<DropIn, 'weekday'>): string =>
  capital(dayText(addDays(anyMonday, weekday - 1)).split(' ')[0]!);

/** `Brovst Skole, mandag 08.30–10.00` */
export const hourText = (schedule: Pick<Schedule, 'places'>, hour: DropIn): string =>
  scheduleText().hour(placeName(schedule, hour.institution), weekdayText(hour), spanText(hour));

export function slotsText(hour: DropIn): string {
  const all = slots(hour);
  const walkIns = all.filter(({ walkIn }) => walkIn).length;
  return scheduleText().slotsText(hour.slotMinutes, all.length - walkIns, walkIns);
}

/** `fra 10.08.2026`, `10.08.2026–31.07.2027` */
export const validText = ({ validFrom, validTo }: Pick<DropIn, 'validFrom' | 'validTo'>): string =>
  validTo === null
    ? scheduleText().since(dayShort(validFrom, true))
    : scheduleText().fromTo(dayShort(validFrom, true), dayShort(validTo, true));

/** Why an hour is not held where it was planned. */
export function whyNot({ state, reason, movedTo, closedBy }: Hour): string {
  const say = scheduleText();
  if (state === 'cancelled') return say.cancelled(reason ?? '');
  if (movedTo) return say.movedTo(dayWithWeek(movedTo.date), spanText(movedTo));
  if (!closedBy) return '';
  return 'holiday' in closedBy ? holidayText(closedBy.holiday) : closedBy.closing.name;
}
