import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSql } from '#server/platform/db.ts';

/** The oldest PostgreSQL that the product promises to run on, where Debian has put it. */
const bin = '/usr/lib/postgresql/15/bin';
export const hasPostgres15 = existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'));

const nobody = 65534;
const asNobody = (program: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? [
        'setpriv',
        [
          `--reuid=${nobody}`,
          `--regid=${nobody}`,
          '--clear-groups',
          '--pdeathsig',
          'INT',
          '--',
          program,
          ...args,
        ],
      ]
    : [program, args];

async function answers(socket: string): Promise<boolean> {
  if (!existsSync(socket)) return false;
  const sql = openSql({ socket, database: 'postgres' }, 1);
  const answer = await sql`select 1`.catch(() => []);
  await sql.end({ timeout: 0 });
  return answer.length === 1;
}

/** A PostgreSQL 15 of its own, reached by its socket only, gone after `stop`. */
export async function startPostgres15(): Promise<{ socket: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync('/tmp/traeffetid-pg15-');
  if (process.getuid?.() === 0) chownSync(folder, nobody, nobody);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(...asNobody(join(bin, 'initdb'), init), { stdio: 'pipe', cwd: '/' });
  const run = ['-D', data, '-c', 'listen_addresses=', '-k', folder, '-c', 'fsync=off'];
  const child = spawn(...asNobody(join(bin, 'postgres'), run), { stdio: 'ignore', cwd: '/' });
  const ended = new Promise((settle) => child.once('exit', settle));
  const socket = join(folder, '.s.PGSQL.5432');
  for (let tries = 0; tries < 200 && !(await answers(socket)); tries++) await pause(50);
  return {
    socket,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
