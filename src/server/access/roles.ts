import type { MiddlewareHandler } from 'hono';
import { mayWrite, type Writer, type Written } from '#domain/access.ts';
import { outsideId } from '#domain/id.ts';
import { problem } from '../platform/problem-response.ts';
import type { Env } from './login.ts';

/** The author of what the endpoint writes itself; no person has this id, and no vault. */
export const endpointAuthor = outsideId('person', 'system');

/** What a request asks to do: write a change to a record, name a vault on a tablet, open the coordinator's desk. */
type Asked =
  | [verb: 'write', change: Written]
  | [verb: 'name', subject: 'vault']
  | [verb: 'open', subject: 'desk'];

/**
 * The roles that may do what beside writing records, which has a table that the tablets share (domain/access.ts). What is not
 * here is forbidden.
 */
const table: { readonly [writer in Writer]?: { readonly name?: 'vault'; readonly open?: 'desk' } } = {
  worker: { name: 'vault' },
  coordinator: { open: 'desk' },
};

/** May a person with this role do this? At which places is another question: `placesOf` and `readRights`. */
export function can(role: Writer | undefined, ...asked: Asked): boolean {
  if (asked[0] === 'write') return mayWrite(role, asked[1]);
  const [verb, subject] = asked;
  return role !== undefined && table[role]?.[verb] === subject;
}

/** Lets coordinators through. 401 without a sign-in, 403 for every other role. */
export const coordinatorsOnly: MiddlewareHandler<Env> = async (c, next) => {
  const person = c.get('person');
  if (!person) return problem(c, 401, 'signIn');
  if (!can(person.role, 'open', 'desk')) return problem(c, 403, 'forbidden');
  return next();
};
