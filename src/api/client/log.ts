import { type Decide, Decided, decideLimit, LogDetail, LogPage, type LogSort, type LogView } from '../log.ts';
import { paths } from '../paths.ts';
import { ask, type Fetch, post, reading } from './http.ts';

export type { Decide, LogDetail, LogLine, LogPage, LogSort, LogView } from '../log.ts';
export { logSorts, logViews, searchLimit } from '../log.ts';
export type { Me } from '../session.ts';

/** What the coordinator asks the log for. `keys`: the list keys whose words match the text. Empty texts are no filters. */
export interface LogSearch {
  view: LogView;
  sort: LogSort;
  order: 'asc' | 'desc';
  institution: string;
  worker: string;
  from: string;
  to: string;
  text: string;
  keys: readonly string[];
}

/** One page of the log; `after` is the `next` of the page before it. Throws NetworkError. */
export async function readLog(fetch: Fetch, search: LogSearch, after = ''): Promise<LogPage> {
  const asked = Object.entries({ ...search, after }).filter(([, value]) => value !== '');
  return reading(LogPage, await post(fetch, paths.log, Object.fromEntries(asked)));
}

/** One consultation with notes and history. Throws NetworkError. */
export const readConsultation = async (fetch: Fetch, id: string): Promise<LogDetail> =>
  reading(LogDetail, await ask(fetch, paths.logDetail(encodeURIComponent(id)), { method: 'GET' }));

/**
 * Decides about any number of consultations, in requests of what the endpoint takes at a time. Answers where each stands now.
 * Throws NetworkError; what was decided before it stands.
 */
export async function decide(fetch: Fetch, asked: Decide): Promise<Decided['lines']> {
  const lines: Decided['lines'] = [];
  for (let at = 0; at < asked.consultations.length; at += decideLimit) {
    const part = { ...asked, consultations: asked.consultations.slice(at, at + decideLimit) };
    lines.push(...reading(Decided, await post(fetch, paths.decide, part)).lines);
  }
  return lines;
}
