import type { Closing } from '#domain/closing.ts';
import { addDays, type Day, planEnd } from '#domain/day.ts';
import { type InstitutionKind, InstitutionKind as Kinds } from '#domain/institution.ts';
import type { ClosingDraft } from '#domain/plan-command.ts';
import { mondayOf, wrongInClosing } from '#domain/planning.ts';
import type { FieldError } from './da.ts';

export type Whom = 'places' | 'kinds' | 'all';

/** The form of closed days. `kinds` and `places` are both kept when the coordinator switches between them. */
export interface ClosingForm {
  name: string;
  from: string;
  to: string;
  whom: Whom;
  kinds: readonly string[];
  places: readonly string[];
}

export const newClosing: ClosingForm = { name: '', from: '', to: '', whom: 'places', kinds: [], places: [] };

export const closingForm = ({ name, from, to, kinds, places = [] }: Closing): ClosingForm => ({
  name,
  from,
  to,
  places,
  kinds: kinds.filter((kind) => kind !== '*'),
  whom: kinds.includes('*') ? 'all' : kinds.length > 0 ? 'kinds' : 'places',
});

/** Kinds and places of one closing stay together where both were there before. */
function whoOf({ whom, kinds, places }: ClosingForm): Pick<ClosingDraft, 'kinds' | 'places'> {
  if (whom === 'all') return { kinds: ['*'], places: [] };
  const known = kinds.filter((kind): kind is InstitutionKind => Kinds.safeParse(kind).success);
  return whom === 'kinds' ? { kinds: known, places: [...places] } : { kinds: [], places: [...places] };
}

/** The closed days that were typed, or every field with which something is wrong. Without a last day it is one day. */
export function readClosing(
  form: ClosingForm,
  today: Day,
  old?: Closing,
): { closing: ClosingDraft } | { wrong: FieldError[] } {
  const typed = { name: form.name.trim(), from: form.from, to: form.to || form.from, ...whoOf(form) };
  if (!form.from) {
    const rest = wrongInClosing({ ...typed, from: planEnd(today), to: planEnd(today) }, { today });
    return { wrong: [{ field: 'from', why: 'missing' }, ...rest] };
  }
  const wrong = wrongInClosing(typed, { today }, old);
  return wrong.length === 0 ? { closing: typed } : { wrong };
}

/** The school days of the next week of this number that has not begun. */
export function schoolWeek(week: number, today: Day): { from: Day; to: Day; week: number } {
  const year = Number(today.slice(0, 4));
  const monday = [mondayOf(year, week), mondayOf(year + 1, week)].find((day) => day >= today)!;
  return { from: monday, to: addDays(monday, 4), week };
}
