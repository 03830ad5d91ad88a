import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { paths } from '#api/paths.ts';
import type { BookingModule, BookingTexts } from '#api/public-pages.ts';
import type { ApiProblem } from '#domain/problem.ts';
import { type Endpoint, openEndpoint } from './compose.ts';
import { type Config, readConfig } from './platform/config.ts';
import type { DemoModule } from './platform/demo.ts';
import type { Deps } from './platform/deps.ts';
import { protect } from './platform/headers.ts';
import { StartupError } from './platform/startup-error.ts';
import { openSite } from './platform/static.ts';

/** How long an answer under way may take when the endpoint is asked to stop. */
const graceMs = 2000;

/** Log lines that came before the start had said its sentences. */
let held: string[] | undefined = [];

/** Sentences for people are on stdout, log lines on stderr; in a terminal those of the start come after its sentences. */
const log: Deps['log'] = (line) => {
  const text = `${JSON.stringify(line)}\n`;
  if (held) held.push(text);
  else process.stderr.write(text);
};
function letGo(): void {
  for (const text of held ?? []) process.stderr.write(text);
  held = undefined;
}
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Ends the process with one sentence for the operator; an unexpected error keeps its stack. */
function giveUp(error: unknown): never {
  const text =
    error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
  letGo();
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function createServer(
  { tls }: Config,
  fetch: (request: Request, env: object) => Response | Promise<Response>,
): Server {
  if (!tls) return createAdaptorServer({ fetch }) as Server;
  try {
    const serverOptions = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
    return createAdaptorServer({ fetch, createServer: createHttps, serverOptions }) as Server;
  } catch (error) {
    throw new StartupError(`TLS_CERT and TLS_KEY can't be used: ${(error as Error).message}.`);
  }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((settle, refuse) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const why =
        code === 'EADDRINUSE'
          ? 'another program has taken it'
          : code === 'EACCES'
            ? 'it needs more rights'
            : code;
      refuse(new StartupError(`Port ${port} on ${host} can't be used: ${why}. Choose another with PORT.`));
    });
    server.listen(port, host, settle);
  });
}

function addressOf(server: Server, { host, tls }: Config): string {
  const bound = server.address();
  const port = bound && typeof bound === 'object' ? bound.port : '';
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function stop(server: Server, endpoint: Endpoint | undefined): Promise<void> {
  const closed = new Promise((settle) => server.close(settle));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(late);
  await endpoint?.close();
}

/** The made-up municipality, built beside the endpoint. */
async function openDemo(): Promise<DemoModule> {
  const { demo }: { demo: DemoModule } = await import(
    /* @vite-ignore */ new URL('./demo.js', import.meta.url).href
  );
  return demo;
}

/** The public pages were built beside the endpoint, which imports nothing of the interface; their frame is the client's. */
async function openTexts(): Promise<BookingTexts> {
  const { textsWith }: BookingModule = await import(
    /* @vite-ignore */ new URL('./guest.js', import.meta.url).href
  );
  return textsWith(readFileSync(new URL('../client/src/guest/index.html', import.meta.url), 'utf8'));
}

async function run(): Promise<void> {
  const read = readConfig(process.env, process.cwd());
  if ('faults' in read) throw new StartupError(read.faults.join('\n'));
  const { config } = read;
  const site = openSite(fileURLToPath(new URL('../client', import.meta.url)));
  let endpoint: Endpoint | undefined;
  const answer = async (request: Request, env: object): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (!/^\/(api|b|feed)\//.test(pathname)) return site(request);
    if (pathname === paths.health) {
      const status = endpoint ? await endpoint.health() : 'starting';
      return Response.json({ status }, { status: status === 'ok' ? 200 : 503 });
    }
    if (endpoint) return endpoint.app.fetch(request, env);
    const starting: ApiProblem = { problem: 'busy' };
    return Response.json(starting, { status: 503, headers: { 'retry-after': '1' } });
  };
  const server = createServer(config, async (request, env) =>
    protect(await answer(request, env), config.secure),
  );
  await listen(server, config);
  const front = { texts: await openTexts(), publicUrl: config.publicUrl ?? addressOf(server, config) };
  const opening = openEndpoint(config, front, log, await openDemo());

  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    // A start under way is finished first: half a start can't be stopped cleanly.
    void opening
      .then((opened) => stop(server, opened))
      .then(() => process.exit(0))
      .catch(giveUp);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  const opened = await opening;
  void opened.lostDatabase.then(() => {
    if (!stopping)
      giveUp(new StartupError(`The database stopped by itself; see "${config.dataDir}/postgres.log".`));
  });
  if (stopping) return;
  endpoint = opened;
  const address = addressOf(server, config);
  const sentences = [
    `Træffetid kører · is running: tablet ${address}/ · koordinator ${address}/k/ · stop: Ctrl+C`,
    'Demo: alle kan logge ind – skriv ikke rigtige oplysninger · anyone can sign in, made-up data only.',
    opened.demoCode && `Demo: kode ved døren, til næste start · code at the door: ${opened.demoCode}`,
    opened.demoBooking && `Demo: book en tid · book a time: ${front.publicUrl}${opened.demoBooking}`,
  ];
  say(sentences.filter(Boolean).join('\n'));
  letGo();
}

run().catch(giveUp);
