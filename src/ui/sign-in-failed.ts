import { NetworkError } from '../sync/endpoint.ts';
import { words } from './words/words.ts';

/** Why the door did not open, beside its buttons or below the field of its code. */
export function signInFailed(error: unknown): { code?: string; door?: string } {
  const { signIn, errors } = words();
  if (!(error instanceof NetworkError)) return { door: signIn.failed };
  if (error.failure === 'forbidden') return { code: signIn.codeWrong };
  if (error.failure === 'tooMany') return { door: signIn.tooMany };
  return { door: `${signIn.failed} ${errors.noAnswerMore}` };
}
