import { paths } from '../wire/paths.ts';
import { LogDetail, LogPage } from '../wire/review.ts';
import { ask, type Fetch, reading } from './endpoint.ts';

export type { LogDetail, LogLine, LogPage } from '../wire/review.ts';
export type { Me } from '../wire/session.ts';

/** What the coordinator asks the log for. `keys`: the list keys whose words match the text. */
export interface LogSearch {
  institution: string;
  text: string;
  keys: readonly string[];
}

/** One page of the log; `before` is the `next` of the page above it. Throws NetworkError. */
export async function readLog(fetch: Fetch, search: LogSearch, before?: string): Promise<LogPage> {
  const query = new URLSearchParams();
  if (search.institution) query.set('institution', search.institution);
  if (search.text) query.set('q', search.text);
  if (search.keys.length > 0) query.set('keys', search.keys.join(','));
  if (before) query.set('before', before);
  return reading(LogPage, await ask(fetch, `${paths.log}?${query}`, { method: 'GET' }));
}

/** One consultation with notes and history. Throws NetworkError. */
export const readConsultation = async (fetch: Fetch, id: string): Promise<LogDetail> =>
  reading(LogDetail, await ask(fetch, paths.logDetail(encodeURIComponent(id)), { method: 'GET' }));
