import { defineWords } from '#kit/words/language.ts';

/** The names of the coordinator's pages; they are no part of what a tablet downloads. */
const da = { log: 'Log', hours: 'Træffetider', closings: 'Lukkedage', places: 'Steder' };
const en: typeof da = { log: 'Log', hours: 'Drop-in hours', closings: 'Closed days', places: 'Places' };

export const coordinatorWords = defineWords({ da, en });
