import type { BookingTexts } from '../wire/booking.ts';
import { paths } from '../wire/paths.ts';
import { readConfig } from './config.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { Fault } from './fault.ts';

/** The endpoint for Vite's development server: the same parts, without a port or files of its own. */
export async function openForDevelopment(
  env: NodeJS.ProcessEnv,
  texts: BookingTexts,
): Promise<{ fetch: Endpoint['app']['fetch']; close: () => Promise<void> }> {
  const read = readConfig(env, process.cwd());
  if ('faults' in read) throw new Fault(read.faults.join('\n'));
  const { host, port, publicUrl, demo } = read.config;
  if (demo !== 'open')
    throw new Fault('npm run dev is for this machine only: npm start can be reached by others.');
  const front = { texts, publicUrl: publicUrl ?? `http://${host}:${port}` };
  const endpoint = await openEndpoint(read.config, front, (line) =>
    process.stdout.write(`${JSON.stringify(line)}\n`),
  );
  return {
    fetch: (request, ...rest) =>
      new URL(request.url).pathname === paths.health
        ? Response.json({ status: 'ok' })
        : endpoint.app.fetch(request, ...rest),
    close: endpoint.close,
  };
}
