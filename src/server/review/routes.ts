import { Hono } from 'hono';
import { Decide, LogAsked, type LogPage } from '#api/log.ts';
import { paths } from '#api/paths.ts';
import { Id } from '#domain/id.ts';
import { audit } from '../access/audit.ts';
import type { Env } from '../access/login.ts';
import { readDetail } from '../log/detail.ts';
import { type Asked, readPage } from '../log/list.ts';
import { readCursor } from '../log/order.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem-response.ts';
import { decideReviews } from './decide.ts';

/** What is asked of the log, or the name of what is wrong with it. */
function readAsked(body: unknown): Asked | { wrong: string } {
  const parsed = LogAsked.safeParse(body);
  if (!parsed.success) return { wrong: String(parsed.error.issues[0]?.path[0] ?? '') };
  const { after: cursor, ...rest } = parsed.data;
  const after = cursor === undefined ? undefined : readCursor(cursor, rest.sort);
  return cursor !== undefined && !after ? { wrong: 'after' } : { ...rest, after };
}

/** What the audit keeps of a search: how many it found, and which of them this page shows. Never the words. */
const foundBy = ({ total, lines }: LogPage): string => [total, ...lines.map(({ id }) => id)].join(' ');

/** The coordinator's log: own clusters only, every read, search and decision audited, nothing kept on the device. */
export const reviewRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.post(paths.log, async (c) => {
    const asked = readAsked(await c.req.json().catch(() => undefined));
    if ('wrong' in asked) return problem(c, 400, 'invalid', { field: asked.wrong });
    const person = c.get('person')!;
    const page = await deps.sql.begin('isolation level repeatable read', async (tx) => {
      const read = await readPage(tx, person.id, asked, deps.now());
      const what = asked.text
        ? ({ verb: 'log.search', object: foundBy(read) } as const)
        : ({ verb: 'log.read', object: asked.institution ?? null } as const);
      await audit(tx, { at: deps.now(), person: person.id, ...what });
      return read;
    });
    return c.json(page);
  });
  app.get(paths.logDetail(':id'), async (c) => {
    const id = Id.safeParse(c.req.param('id'));
    if (!id.success) return problem(c, 400, 'invalid', { field: 'id' });
    const person = c.get('person')!;
    const detail = await deps.sql.begin('isolation level repeatable read', async (tx) => {
      await audit(tx, { at: deps.now(), person: person.id, verb: 'consultation.read', object: id.data });
      return readDetail(tx, person.id, id.data, deps.now());
    });
    return detail ? c.json(detail) : problem(c, 404, 'notFound');
  });
  app.post(paths.decide, async (c) => {
    const asked = Decide.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) {
      return problem(c, 400, 'invalid', { field: String(asked.error.issues[0]?.path[0] ?? '') });
    }
    const { state, consultations, remark } = asked.data;
    if (remark && (state !== 'question' || consultations.length > 1)) {
      return problem(c, 400, 'invalid', { field: 'remark' });
    }
    const decided = await decideReviews(deps, c.get('person')!.id, asked.data);
    if (decided === 'notFound') return problem(c, 404, 'notFound');
    if (typeof decided === 'object' && 'refused' in decided) return problem(c, 409, decided.refused);
    if (decided === 'nothingAsked') return problem(c, 400, 'invalid', { field: 'remark' });
    return c.json(decided);
  });
  return app;
};
