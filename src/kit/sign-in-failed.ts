import { words } from './words/words.ts';

/** Why a sign-in failed, in words. `code` stands below the field of the demo's code, `door` beside the buttons. `failure`: the endpoint's answer. */
export function signInFailed(failure: string | undefined): { code?: string; door?: string } {
  const { signIn, errors } = words();
  if (failure === undefined) return { door: signIn.failed };
  if (failure === 'forbidden') return { code: signIn.codeWrong };
  if (failure === 'tooMany') return { door: signIn.tooMany };
  return { door: `${signIn.failed} ${errors.noAnswerMore}` };
}
