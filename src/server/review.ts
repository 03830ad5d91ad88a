import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { Instant } from '../domain/day.ts';
import { Id } from '../domain/id.ts';
import { InstitutionNumber } from '../domain/institution.ts';
import { looksLikeCpr } from '../domain/note.ts';
import { paths } from '../wire/paths.ts';
import type { Env } from './auth.ts';
import type { Deps } from './deps.ts';
import { refuse } from './refuse.ts';
import { readDetail } from './review/detail.ts';
import { type Asked, readPage } from './review/log.ts';

const Cursor = z.pipe(
  z.string().check(z.regex(/^[^_]{24}_[^_]{36}$/)),
  z.pipe(
    z.transform((text: string) => {
      const [started, id] = text.split('_');
      return { started, id };
    }),
    z.object({ started: Instant, id: Id }),
  ),
);

/** The query of the log. An empty text is no filter; a NUL cannot be asked of PostgreSQL. */
const Query = z.object({
  before: z.optional(Cursor),
  institution: z.optional(InstitutionNumber),
  q: z.optional(z.string().check(z.trim(), z.maxLength(100), z.regex(/^\P{Cc}*$/u))),
  keys: z.optional(z.string().check(z.regex(/^([\p{L}\p{N}-]{1,40})(,[\p{L}\p{N}-]{1,40}){0,30}$/u))),
});

/** The coordinator's reading of the log: own clusters only, every read and search audited, nothing kept on the device. */
export const reviewRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.use('/api/review/*', coordinatorsOnly);
  app.get(paths.log, async (c) => {
    const query = Query.safeParse(c.req.query());
    if (!query.success) {
      return refuse(c, 400, 'invalid', { field: String(query.error.issues[0]?.path[0] ?? 'query') });
    }
    const { before, institution, q, keys } = query.data;
    const asked: Asked = { before, institution, q: q || undefined, keys: keys?.split(',') ?? [] };
    const person = c.get('person')!;
    const page = await deps.sql.begin('isolation level repeatable read', async (tx) => {
      const verb = asked.q ? 'log.search' : 'log.read';
      const object = asked.q && looksLikeCpr(asked.q) ? 'cpr' : (asked.q ?? institution ?? null);
      await tx`insert into audit (at, person, verb, object) values (${new Date(deps.now())}, ${person.id}, ${verb}, ${object})`;
      return readPage(tx, person.id, asked, deps.now());
    });
    return c.json(page);
  });
  app.get(paths.logDetail(':id'), async (c) => {
    const id = Id.safeParse(c.req.param('id'));
    if (!id.success) return refuse(c, 400, 'invalid', { field: 'id' });
    const person = c.get('person')!;
    const detail = await deps.sql.begin('isolation level repeatable read', async (tx) => {
      await tx`insert into audit (at, person, verb, object) values (${new Date(deps.now())}, ${person.id}, 'consultation.read', ${id.data})`;
      return readDetail(tx, person.id, id.data, deps.now());
    });
    return detail ? c.json(detail) : refuse(c, 404, 'notFound');
  });
  return app;
};

const coordinatorsOnly: MiddlewareHandler<Env> = async (c, next) => {
  const person = c.get('person');
  if (!person) return refuse(c, 401, 'signIn');
  if (person.role !== 'coordinator') return refuse(c, 403, 'forbidden');
  return next();
};
