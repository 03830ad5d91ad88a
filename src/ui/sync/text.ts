import { words } from '../words/words.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** Words that come with the screens behind the lock, in the language now chosen. */
export const syncText = (): typeof da => (words().language === 'en' ? en : da);
