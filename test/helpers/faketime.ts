import { readdirSync } from 'node:fs';
import { testNow } from './instant.ts';

/** Where Debian's faketime has its library, by the machine's kind (`/usr/lib/x86_64-linux-gnu/faketime`). */
export const hasFaketime = readdirSync('/usr/lib').some((folder) => {
  try {
    return readdirSync(`/usr/lib/${folder}/faketime`).includes('libfaketimeMT.so.1');
  } catch {
    return false;
  }
});

/**
 * The environment in which a program sees the tests' time as the machine's and runs on from it, for programs that read the
 * date themselves (another browser's engine, a database, an endpoint in production). What they start sees it too; monotonic
 * clocks stay the machine's own. The time is given as a distance from the machine's: no zone has a part in it.
 */
export function faketimeEnv(at = testNow()): Record<string, string> {
  if (!hasFaketime) throw new Error('faketime is missing: apt-get install faketime.');
  const seconds = (at - Date.now()) / 1000;
  return {
    LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1',
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds.toFixed(3)}s`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}

/** A command that sees the tests' time (`faketimeEnv`); signals reach the program itself. */
export const atInstant = (command: string, args: readonly string[] = []): [string, ...string[]] => [
  'env',
  ...Object.entries(faketimeEnv()).map(([name, value]) => `${name}=${value}`),
  command,
  ...args,
];
