import { da } from './da.ts';
import { defineWords } from './language.ts';

/** What more than one program says. */
export const words = defineWords({ da, en: () => import('./en.ts').then((file) => file.en) });
