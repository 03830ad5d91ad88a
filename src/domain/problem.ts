/**
 * The closed list of expected refusals. An ApiProblem is a value: it crosses the wire, is stored beside what it refuses,
 * and has words in every language (`Record<ProblemCode, string>` in the dictionaries, so a missing word does not compile).
 */
export const problemCodes = [
  'invalid', // the content breaks a rule of its schema
  'tooLarge', // one change or one request is larger than the limits of the endpoint
  'notYours', // the place is not among the writer's
  'reused', // the op id was used before with other content
  'gone', // the object was erased by a retention or erasure rule
  'because', // it builds on a change that was refused
  'unreadable', // the seal does not open with any server key
  'unexpected', // the change made the endpoint fail; it is kept in quarantine under a reference id
  'signIn', // no valid login
  'unknownDevice', // the endpoint does not know this device (any more): it must be named again after a login
  'forbidden', // signed in, but not allowed
  'notFound',
  'tooMany', // rate limit; Retry-After says when
  'tooOld', // the app is too old to read what is here
  'busy', // the endpoint is starting or stopping
] as const;

export type ProblemCode = (typeof problemCodes)[number];

export interface ApiProblem {
  readonly problem: ProblemCode;
  /** Path of the field that broke the rule, for a reader who debugs; never shown to a user, never a value. */
  readonly field?: string;
  /** Reference id of a logged fault (`unexpected`). */
  readonly reference?: string;
}
