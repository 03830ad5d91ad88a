import { errorCode, stackFrames } from '#domain/stack-frames.ts';

/** What may be told of a fault of the app: its kind, where in the code, when. Nothing that a person wrote. */
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

/** The report as a file's text, with the app's version and the number of rows and changes. */
export const reportText = (
  report: ErrorReport,
  version: string,
  counts: { readonly [what: string]: number },
): string => `${JSON.stringify({ kind: 'traeffetid-error-report', version, ...report, counts }, null, 2)}\n`;
