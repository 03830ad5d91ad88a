import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { Day } from '../domain/day.ts';
import { Id } from '../domain/id.ts';
import { InstitutionNumber } from '../domain/institution.ts';
import { looksLikeCpr } from '../domain/note.ts';
import { Line } from '../domain/text.ts';
import { paths } from '../wire/paths.ts';
import { Decide, logSorts, logViews } from '../wire/review.ts';
import type { Env } from './auth.ts';
import type { Deps } from './deps.ts';
import { refuse } from './refuse.ts';
import { decideReviews } from './review/decide.ts';
import { readDetail } from './review/detail.ts';
import { type Asked, readPage } from './review/log.ts';
import { readCursor } from './review/sort.ts';

/** The query of the log. An empty text is no filter; a NUL cannot be asked of PostgreSQL. */
const Query = z.object({
  view: z._default(z.enum(logViews), 'all'),
  sort: z._default(z.enum(logSorts), 'date'),
  order: z._default(z.enum(['asc', 'desc']), 'desc'),
  after: z.optional(z.string().check(z.maxLength(120))),
  institution: z.optional(InstitutionNumber),
  worker: z.optional(Id),
  from: z.optional(Day),
  to: z.optional(Day),
  q: z.optional(Line(100)),
  keys: z.optional(z.string().check(z.regex(/^([\p{L}\p{N}-]{1,40})(,[\p{L}\p{N}-]{1,40}){0,30}$/u))),
});

/** The query read, or the name of what is wrong with it. */
function readQuery(query: Record<string, string>): Asked | { wrong: string } {
  const parsed = Query.safeParse(query);
  if (!parsed.success) return { wrong: String(parsed.error.issues[0]?.path[0] ?? 'query') };
  const { after: text, q, keys, ...rest } = parsed.data;
  const after = text === undefined ? undefined : readCursor(text, rest.sort);
  if (text !== undefined && !after) return { wrong: 'after' };
  return { ...rest, after, q: q || undefined, keys: keys?.split(',') ?? [] };
}

/** The coordinator's log: own clusters only, every read, search and decision audited, nothing kept on the device. */
export const reviewRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.use('/api/review/*', coordinatorsOnly);
  app.get(paths.log, async (c) => {
    const asked = readQuery(c.req.query());
    if ('wrong' in asked) return refuse(c, 400, 'invalid', { field: asked.wrong });
    const person = c.get('person')!;
    const page = await deps.sql.begin('isolation level repeatable read', async (tx) => {
      const verb = asked.q ? 'log.search' : 'log.read';
      const object = asked.q && looksLikeCpr(asked.q) ? 'cpr' : (asked.q ?? asked.institution ?? null);
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
  app.post(paths.decide, async (c) => {
    const asked = Decide.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) {
      return refuse(c, 400, 'invalid', { field: String(asked.error.issues[0]?.path[0] ?? '') });
    }
    const { state, consultations, remark } = asked.data;
    if (remark && (state !== 'question' || consultations.length > 1)) {
      return refuse(c, 400, 'invalid', { field: 'remark' });
    }
    const decided = await decideReviews(deps, c.get('person')!.id, asked.data);
    if (decided === 'notFound') return refuse(c, 404, 'notFound');
    if (typeof decided === 'object' && 'refused' in decided) return refuse(c, 409, decided.refused);
    if (decided === 'nothingAsked') return refuse(c, 400, 'invalid', { field: 'remark' });
    return c.json(decided);
  });
  return app;
};

const coordinatorsOnly: MiddlewareHandler<Env> = async (c, next) => {
  const person = c.get('person');
  if (!person) return refuse(c, 401, 'signIn');
  if (person.role !== 'coordinator') return refuse(c, 403, 'forbidden');
  return next();
};
