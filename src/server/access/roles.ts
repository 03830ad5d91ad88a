import type { MiddlewareHandler } from 'hono';
import { mayWrite, type Writer, type Written } from '#domain/access.ts';
import { outsideId } from '#domain/id.ts';
import { refuse } from '../platform/problem-response.ts';
import type { Env } from './login.ts';

/** The author of what the endpoint writes itself; no person has this id, and no vault. */
export const endpointAuthor = outsideId('person', 'system');

/** What somebody asks to do: write a change to a record, name a vault on a tablet, open the coordinator's desk. */
type Asked =
  | [verb: 'write', change: Written]
  | [verb: 'name', subject: 'vault']
  | [verb: 'open', subject: 'desk'];

/** Who may do what beside writing records, whose own table the tablets share (domain/access.ts). What is not here may nobody. */
const table: { readonly [writer in Writer]?: { readonly name?: 'vault'; readonly open?: 'desk' } } = {
  worker: { name: 'vault' },
  coordinator: { open: 'desk' },
};

/** May somebody with this role do this? At which places is another question: `placesOf` and `readRights`. */
export function can(role: Writer | undefined, ...asked: Asked): boolean {
  if (asked[0] === 'write') return mayWrite(role, asked[1]);
  const [verb, subject] = asked;
  return role !== undefined && table[role]?.[verb] === subject;
}

/** Lets coordinators through. 401 for who is not signed in, 403 for every other role. */
export const coordinatorsOnly: MiddlewareHandler<Env> = async (c, next) => {
  const person = c.get('person');
  if (!person) return refuse(c, 401, 'signIn');
  if (!can(person.role, 'open', 'desk')) return refuse(c, 403, 'forbidden');
  return next();
};
