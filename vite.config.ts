import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin, type ViteDevServer } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const coordinatorPage = '/src/coordinator/index.html';
const guestPage = '/src/guest/index.html';
/** What every page is made of; parts of the kit that only some screens show travel with those. */
const everywhere =
  /node_modules\/(preact|@preact|preact-iso|uuid)\/|src\/kit\/(components\/(?!copy-field|day-field|demo-code-field|unreadable|row-link)|words\/(format|value))/;
/** How it looks, apart: the pages of those who book have no code of it. */
const looks = /src\/kit\/(style|components)\/(?!copy-field).*\.css$/;
/** What a report of an error names; the names of its files tell the build. */
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));
const port = Number(process.env.PORT || 8080);

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

/** The files that the tablet's page reaches, also through chunks it shares with the coordinator's page. */
async function tabletFiles(outDir: string): Promise<Set<string>> {
  // A build that failed comes here too, without a manifest: its own error is the one to show.
  const text = await readFile(join(outDir, '.vite/manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return new Set();
  const chunks: Record<string, Chunk> = JSON.parse(text);
  const files = new Set(['index.html']);
  const walk = (name: string): void => {
    const chunk = chunks[name]!;
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next);
  };
  walk('index.html');
  return files;
}

let outDir = 'dist/client';
const knowOutDir: Plugin = {
  name: 'know-out-dir',
  configResolved: (config) => {
    outDir = config.build.outDir;
  },
};

const serviceWorker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/tablet',
  filename: 'service-worker.ts',
  registerType: 'prompt',
  injectRegister: false,
  manifest: false,
  injectManifest: {
    globPatterns: ['**/*.{html,js,css,woff2,svg}'],
    rollupFormat: 'iife',
    dontCacheBustURLsMatching: /^assets\//,
    manifestTransforms: [
      async (entries) => {
        const reached = await tabletFiles(outDir);
        return { manifest: entries.filter(({ url }) => reached.has(url)) };
      },
    ],
  },
});

/** The endpoint inside Vite's server: one process in development, opened anew when its code changes. */
function endpointInside(): Plugin {
  const open = async (server: ViteDevServer) => {
    try {
      const { openForDevelopment } = await server.ssrLoadModule('/src/server/dev.ts');
      const { demo } = await server.ssrLoadModule('/src/demo/main.ts');
      const { textsWith } = await server.ssrLoadModule('/src/guest/render.tsx');
      const frame = await readFile(join(server.config.root, guestPage), 'utf8');
      const texts = textsWith(await server.transformIndexHtml(guestPage, frame));
      return await openForDevelopment(process.env, texts, demo);
    } catch (error) {
      server.config.logger.error((error as Error).message);
    }
  };
  return {
    name: 'endpoint-inside',
    apply: (_, { command, isPreview }) => command === 'serve' && !isPreview && !process.env.VITEST,
    configureServer: (server) => {
      let current = open(server);
      server.watcher.on('change', (file) => {
        if (!/\/src\/(server|api|domain|guest)\//.test(file)) return;
        current = current.then((endpoint) => endpoint?.close()).then(() => open(server));
      });
      server.httpServer?.once('close', () => current.then((endpoint) => endpoint?.close()));
      server.middlewares.use(async (request, response, next) => {
        const endpoint = /^\/(api|b|feed)\//.test(request.url ?? '') ? await current : undefined;
        if (endpoint) return getRequestListener(endpoint.fetch)(request, response);
        if (/^\/k(\/|$|\?)/.test(request.url ?? '')) request.url = coordinatorPage;
        next();
      });
    },
  };
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild ? [] : [preact(), knowOutDir, serviceWorker, endpointInside()],
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  server: { host: process.env.HOST || '127.0.0.1', port, strictPort: true },
  build: isSsrBuild
    ? { target: 'node20', minify: false }
    : {
        target: 'es2022',
        manifest: true,
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: ['index.html', coordinatorPage.slice(1), guestPage.slice(1)],
          // What every screen is made of travels as one file: twenty small ones wait for each other on a slow line.
          output: {
            codeSplitting: {
              groups: [
                { name: 'looks', test: looks, priority: 1 },
                { name: 'kit', test: everywhere },
              ],
            },
          },
        },
      },
}));
