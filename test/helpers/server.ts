import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { faketimeEnv, hasFaketime } from './faketime.ts';
import { isTestInstant, testNow } from './instant.ts';
import { endWithTests } from './program.ts';

const top = resolve(import.meta.dirname, '../..');

export interface Server {
  url: string;
  pid: number;
  dataDir: string;
  /** SIGTERM; the exit code. A data folder that the helper made is removed. */
  stop: () => Promise<number | null>;
  /** SIGKILL; the data folder stays. */
  kill: () => Promise<void>;
  /** Everything it has written to its log so far. */
  said: () => string;
}

export interface StartOptions {
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  /** The command to run instead of the built endpoint. */
  command?: [string, ...string[]];
}

/** Builds client and endpoint when they are older than their sources. */
export function buildWhenStale(): void {
  execFileSync(process.execPath, [join(top, 'src/start.mjs'), '--build-only'], { stdio: 'pipe' });
}

/** The tests' time, as the endpoint takes it; in production, where it takes none, the machine itself seems to be there. */
const timeFor = ({ env }: StartOptions): Record<string, string> =>
  env?.NODE_ENV === 'production'
    ? hasFaketime
      ? faketimeEnv()
      : {}
    : { CLOCK: new Date(testNow()).toISOString() };

function launch(options: StartOptions & { dataDir: string }): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const own = {
    ...timeFor(options),
    PORT: String(options.port ?? 0),
    HOST: '127.0.0.1',
    DATA_DIR: options.dataDir,
  };
  const env = Object.fromEntries(
    Object.entries({ PATH, HOME, TMPDIR, ...own, ...options.env }).filter(([, value]) => value !== undefined),
  );
  const [program, ...args] = options.command ?? [process.execPath, join(top, 'dist/server/main.js')];
  const child = spawn(program, args, { cwd: top, env, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithTests(child, 'SIGTERM');
  return child;
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((settle) => child.once('exit', settle));

/** A copy of the demo that was loaded for the whole run (preparation.ts); at another instant, or with settings of its own, a server loads one. */
function takeLoadedDemo({ env, command }: StartOptions, dataDir: string): void {
  const loaded = process.env.LOADED_DEMO;
  if (loaded && isTestInstant() && !env && !command) cpSync(loaded, dataDir, { recursive: true });
}

/** Starts the real endpoint on a random port over a data folder of its own, demo loaded, and waits until it says it runs. */
export async function startServer(options: StartOptions = {}): Promise<Server> {
  const made = options.dataDir ? undefined : mkdtempSync(join(tmpdir(), 'traeffetid-data-'));
  const dataDir = options.dataDir ?? made!;
  if (!existsSync(join(dataDir, 'postgres'))) takeLoadedDemo(options, dataDir);
  const child = launch({ ...options, dataDir });
  let errors = '';
  let said = '';
  child.stderr!.on('data', (text) => {
    errors += text;
  });
  const url = await new Promise<string>((settle, refuse) => {
    child.stdout!.on('data', (text) => {
      said += text;
      const address = /tablet (https?:\/\/\S+?)\//.exec(said)?.[1];
      if (address) settle(address);
    });
    child.once('exit', (code) => refuse(new Error(`the endpoint ended with ${code}: ${errors}`)));
  });
  return {
    url,
    pid: child.pid!,
    dataDir,
    said: () => said + errors,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await exitOf(child);
      if (made) rmSync(made, { recursive: true, force: true });
      return code;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exitOf(child);
    },
  };
}

/** Starts the endpoint where it can't: its exit code and what it wrote for the operator. */
export async function failToStart(
  options: StartOptions & { dataDir: string },
): Promise<{ code: number | null; errors: string }> {
  const child = launch(options);
  let errors = '';
  child.stderr!.on('data', (text) => {
    errors += text;
  });
  const code = await new Promise<number | null>((settle) => child.once('close', settle));
  return { code, errors };
}
