import { daEveryday } from './da-everyday.ts';
import { enEveryday } from './en-everyday.ts';
import { words } from './words.ts';

/** Words of screens that are fetched when first shown; both languages come with them. */
export const everydayWords = () => (words().language === 'en' ? enEveryday : daEveryday);
