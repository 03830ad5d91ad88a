import { words } from './words/words.ts';

/** The names of the coordinator's pages; they are no part of what a tablet downloads. */
const da = { log: 'Log', hours: 'Træffetider', closings: 'Lukkedage', places: 'Steder' };
const en: typeof da = { log: 'Log', hours: 'Drop-in hours', closings: 'Closed days', places: 'Places' };

export const coordinatorWords = (): typeof da => (words().language === 'en' ? en : da);
