import type { da } from './da.ts';

/** What only the state of the store and of sync says, in English. */
export const en: typeof da = {
  deadWhy:
    'What is on the screen is only there. Save a safety copy before you restart the app. It holds what is not sent, and the conversation that you are recording.',
};
