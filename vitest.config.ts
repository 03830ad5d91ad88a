import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

/** Apart from the build's configuration: the start builds, and has no test tools (`npm ci --omit=dev`). */
export default defineConfig((env) =>
  mergeConfig(viteConfig(env), {
    test: {
      include: ['test/**/*.test.{ts,tsx}'],
      globalSetup: 'test/helpers/cluster.ts',
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  }),
);
