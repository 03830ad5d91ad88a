import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(top, 'dist', 'stamp');
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** Hash over every name and content that the build is made from. */
function hashOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    const path = join(top, source);
    const inside = source.includes('.') ? [''] : readdirSync(path, { recursive: true }).sort();
    for (const name of inside) {
      try {
        hash.update(`\n${source}/${name}\n`).update(readFileSync(join(path, name)));
      } catch (error) {
        if (error.code !== 'EISDIR') throw error;
      }
    }
  }
  return hash.digest('hex');
}

const isStale = () => !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hashOfSources();

/** Builds beside the last build and puts it in its place whole: a build that fails or is cut short breaks nothing. */
async function build() {
  const hash = hashOfSources();
  const fresh = join(top, 'dist', `fresh-${process.pid}`);
  process.env.NODE_ENV = 'production';
  const { build: viteBuild } = await import('vite');
  const common = { root: top, configFile: join(top, 'vite.config.ts'), logLevel: 'warn' };
  try {
    await viteBuild({ ...common, build: { outDir: join(fresh, 'client') } });
    await viteBuild({
      ...common,
      publicDir: false,
      build: {
        outDir: join(fresh, 'server'),
        ssr: true,
        // The public pages' part of the interface, which the endpoint loads by its place and imports nothing of.
        rolldownOptions: {
          input: {
            main: 'src/server/main.ts',
            admin: 'src/server/admin.ts',
            demo: 'src/demo/main.ts',
            guest: 'src/guest/render.tsx',
          },
        },
      },
    });
    rmSync(stamp, { force: true });
    for (const part of ['client', 'server']) {
      rmSync(join(top, 'dist', part), { recursive: true, force: true });
      renameSync(join(fresh, part), join(top, 'dist', part));
    }
    writeFileSync(stamp, hash);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** In a process of its own: the builder's memory is not kept for as long as the endpoint runs. */
function buildApart() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--build-only'], {
    stdio: 'inherit',
  });
  const pass = (signal) => child.kill(signal);
  process.on('SIGTERM', pass).on('SIGINT', pass);
  return new Promise((settle) => {
    child.once('exit', (code) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      settle(code ?? 1);
    });
  });
}

if (process.argv.includes('--build-only')) {
  mkdirSync(join(top, 'dist'), { recursive: true });
  if (isStale()) await build();
} else {
  if (isStale()) {
    process.stdout.write('Træffetid bygges · is being built …\n');
    const code = await buildApart();
    if (code !== 0) process.exit(code);
  }
  await import(join(top, 'dist', 'server', process.argv.includes('--admin') ? 'admin.js' : 'main.js'));
}
