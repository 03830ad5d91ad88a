import { paths } from '#api/paths.ts';
import type { BookingTexts } from '#api/public-pages.ts';
import { type Endpoint, openEndpoint } from './compose.ts';
import { readConfig } from './platform/config.ts';
import type { DemoModule } from './platform/demo.ts';
import type { Deps } from './platform/deps.ts';
import { StartupError } from './platform/startup-error.ts';

/** The endpoint for Vite's development server: the same parts, without a port or files of its own. */
export async function openForDevelopment(
  env: NodeJS.ProcessEnv,
  texts: BookingTexts,
  demoModule: DemoModule,
): Promise<{ fetch: Endpoint['app']['fetch']; close: () => Promise<void> }> {
  const read = readConfig(env, process.cwd());
  if ('faults' in read) throw new StartupError(read.faults.join('\n'));
  const { host, port, publicUrl, demo } = read.config;
  if (demo !== 'open')
    throw new StartupError('npm run dev is for this machine only: npm start can be reached by others.');
  const front = { texts, publicUrl: publicUrl ?? `http://${host}:${port}` };
  const log: Deps['log'] = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const endpoint = await openEndpoint(read.config, front, log, demoModule);
  return {
    fetch: (request, ...rest) =>
      new URL(request.url).pathname === paths.health
        ? Response.json({ status: 'ok' })
        : endpoint.app.fetch(request, ...rest),
    close: endpoint.close,
  };
}
