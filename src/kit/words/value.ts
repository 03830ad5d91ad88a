import { dayOf } from '#domain/day.ts';
import { type Id, outsideId } from '#domain/id.ts';
import type { Role } from '#domain/person.ts';
import { wordFor } from './da-lists.ts';
import { dayShort, dayWithWeek, momentText } from './format.ts';
import { words } from './words.ts';

const isDay = /^\d{4}-\d{2}-\d{2}$/;
const isInstant = /^\d{4}-\d{2}-\d{2}T/;

/** A field's name as people say it; a field of a newer version keeps its key. */
export const fieldWord = (field: string): string => wordFor(words().lists.field, field);

/** A field's value as people say it: list keys become words, days and instants are written out. */
export function valueText(field: string, value: unknown): string {
  const { lists, conflict, date, common } = words();
  if (value === null || value === undefined || value === '') return conflict.empty;
  if (typeof value === 'boolean') return value ? common.yes : common.no;
  if (typeof value === 'number') return field === 'minutes' ? date.minutes(value) : String(value);
  if (typeof value === 'object') return objectText(value);
  const text = String(value);
  if (isDay.test(text)) return dayShort(text, true);
  if (isInstant.test(text)) return momentText(text, dayOf(text));
  const list = listOf[field];
  return list ? wordFor(lists[list], text) : text;
}

function objectText(value: object): string {
  if ('kind' in value) return followUpText(String(value.kind), 'due' in value ? value.due : null);
  if ('state' in value) return wordFor(words().common.status, String(value.state));
  return JSON.stringify(value);
}

const listOf: { readonly [field: string]: keyof ReturnType<typeof words>['lists'] } = {
  role: 'inquirerRole',
  themes: 'theme',
  actionsTaken: 'actionsTaken',
  stage: 'stage',
  level: 'level',
  state: 'concernState',
  value: 'assessment',
  outcome: 'followUpOutcome',
};

function followUpText(kind: string, due: unknown): string {
  const day = typeof due === 'string' ? dayWithWeek(due) : '';
  return [wordFor(words().lists.followUpMade, kind), day].filter(Boolean).join(' – ');
}

/** The keys of every list whose words hold this text: what a search for "fravær" means to the endpoint. */
export function keysFor(text: string): string[] {
  const { inquirerRole, theme, actionsTaken } = words().lists;
  const sought = text.trim().toLocaleLowerCase();
  if (!sought) return [];
  const found = [inquirerRole, theme, actionsTaken].flatMap((list) =>
    Object.entries(list).filter(([, word]) => word.toLocaleLowerCase().includes(sought)),
  );
  return [...new Set(found.map(([key]) => key))];
}

const demoWest = outsideId('person', 'raadgiver-vest');
const demoEast = outsideId('person', 'raadgiver-oest');

/** The words on a sign-in button: the person's role, and in the demo which of the two workers it is. */
export function doorTitle({ id, role }: { id: Id; role: Role }): string {
  const { signIn, lists } = words();
  if (id === demoWest) return signIn.demoWest;
  return id === demoEast ? signIn.demoEast : lists.role[role];
}
