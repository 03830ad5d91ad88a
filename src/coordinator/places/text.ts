import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';
import { en } from './en.ts';

export const text = defineWords({ da, en });
