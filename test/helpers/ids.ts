import { idsFrom } from '#domain/id.ts';
import { testNow } from './instant.ts';

/** A new id at the tests' time, for what a test makes by itself. */
export const newId = idsFrom(testNow);
