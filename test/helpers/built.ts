import { buildWhenStale } from './server.ts';

/** Before the browser tests: what they open is built from the sources of today. */
export default buildWhenStale;
