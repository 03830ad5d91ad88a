import { paths } from '#api/paths.ts';
import type { AuditVerb } from './access/audit.ts';

/**
 * Who may ask. `public`: every visitor; what belongs to one person hangs on a secret in the address. `demo`: the demo's door,
 * by its code where it has one. `signIn`: a fresh sign-in on a tablet. `device`: the signature of a device. `vault`: that
 * signature and the credential of its vault. `coordinator`: a login with that role.
 */
type Who = 'public' | 'demo' | 'signIn' | 'device' | 'vault' | 'coordinator';

/** What a route writes into the audit: verbs that begin so. */
type AuditSubject = AuditVerb extends infer Verb
  ? Verb extends `${infer Subject}.${string}`
    ? Subject
    : never
  : never;

/** A route as the router knows it. */
interface Endpoint {
  method: string;
  path: string;
}

interface Route extends Endpoint {
  method: 'GET' | 'POST';
  who: Who;
  audit: AuditSubject | null;
}

const get = (path: string, who: Who, audit: Route['audit'] = null): Route => ({
  method: 'GET',
  path,
  who,
  audit,
});
const post = (path: string, who: Who, audit: Route['audit'] = null): Route => ({
  method: 'POST',
  path,
  who,
  audit,
});

/**
 * Every route of the endpoint, who may ask it and what it writes into the audit. A route that is not here keeps the endpoint
 * from starting. `coordinator` is refused to others before the handler; everything else a handler asks for itself.
 */
export const routes: readonly Route[] = [
  get(paths.me, 'public'),
  post(paths.demoSignIn, 'demo'),
  post(paths.demoVaultSignIn, 'demo'),
  post(paths.signOut, 'public'),

  post(paths.device, 'signIn'),
  post(paths.knownDevices, 'signIn'),
  // It only takes names out of the asker's own cookie.
  post(paths.forgetDevice, 'public'),
  post(paths.renameTablet, 'vault'),
  post(paths.endAccess, 'vault'),
  post(paths.ownFeed, 'vault'),
  // A push needs the signature alone, so that a locked tablet can send; a pull needs the credential as well.
  post(paths.sync, 'device'),

  post(paths.log, 'coordinator', 'log'),
  get(paths.logDetail(':id'), 'coordinator', 'consultation'),
  post(paths.decide, 'coordinator', 'review'),
  get(paths.schedule, 'coordinator'),
  post(paths.schedule, 'coordinator', 'schedule'),
  get(paths.places, 'coordinator'),
  post(paths.places, 'coordinator', 'places'),

  get('/feed/:file{[\\w-]+\\.ics}', 'public'),
  get('/b/:place', 'public'),
  post('/b/:place', 'public'),
  get('/b/:place/ok', 'public'),
  get('/b/:place/her', 'public'),
  post('/b/:place/her', 'public'),
  get('/b/:place/plakat', 'public'),
  get('/b/t/:secret', 'public'),
  post('/b/t/:secret', 'public'),
  get('/b/t/:secret/tid.ics', 'public'),
];

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/** Throws unless exactly the routes of the table are there. What stands before many routes (`ALL`) is none. */
export function holdToTable(found: readonly Endpoint[]): void {
  const there = new Set(found.filter(({ method }) => method !== 'ALL').map(nameOf));
  const listed = new Set(routes.map(nameOf));
  const unlisted = [...there].filter((name) => !listed.has(name));
  const missing = [...listed].filter((name) => !there.has(name));
  if (unlisted.length > 0) throw new Error(`not in the table of routes: ${unlisted.join(', ')}`);
  if (missing.length > 0) throw new Error(`in the table of routes, and nowhere else: ${missing.join(', ')}`);
}
