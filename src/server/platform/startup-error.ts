/** A reason not to start (or to stop) that the operator can do something about: one sentence, printed without a stack. */
export class StartupError extends Error {
  override name = 'StartupError';
}
