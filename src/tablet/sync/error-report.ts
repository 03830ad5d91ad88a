import { errorCode, stackFrames } from '#domain/stack-frames.ts';

/** What may be told of a fault of the app: which kind, where in the code, when. Nothing that somebody wrote. */
export interface ErrorReport {
  /** Its class or code, one word. */
  code: string;
  /** Functions, files, lines, columns; innermost first. */
  frames: readonly string[];
  /** ISO instant by the tablet's clock. */
  at: string;
}

export const reportOf = (error: unknown, at: string): ErrorReport => ({
  code: errorCode(error),
  frames: stackFrames(error),
  at,
});
