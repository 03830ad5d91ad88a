import { words } from '../words/words.ts';
import { da } from './da.ts';
import { en } from './en.ts';

export const text = (): typeof da => (words().language === 'en' ? en : da);
