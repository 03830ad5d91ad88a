import type { da } from './da.ts';

const records = (n: number): string => `${n} ${n === 1 ? 'record' : 'records'}`;

/** What only the way in says, in English. */
export const en: typeof da = {
  evicted: 'The browser has deleted what this tablet had stored',
  evictedWhy:
    'The app’s data is no longer on this tablet. That may happen when the browser clears space, or when somebody deletes the site’s data.',
  lastHeard: (tablet, when) => `“${tablet}” was last in contact with the server ${when}.`,
  neverHeard: (tablet) => `“${tablet}” has never sent anything to the server.`,
  allCame: 'Everything had been sent by then. What was recorded since has not been received.',
  missing: (n) =>
    `By then it had ${records(n)} that the server has not received. The coordinator sees the same number.`,
  fetched: 'What the server has received is fetched again when you start anew.',
  readFirst:
    'If you saved a safety copy from the tablet, read it in here first. Otherwise what is missing has to be recorded again.',
  tooLate: (minutes) =>
    `It is more than ${minutes} minutes since you signed in. Sign in again; the code on this page stays the same.`,
  anew: 'Start anew',
};
