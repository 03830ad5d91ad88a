import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

/** Apart from the build's configuration: the start builds, and has no test tools (`npm ci --omit=dev`). */
export default defineConfig((env) =>
  mergeConfig(viteConfig(env), {
    test: {
      include: ['test/**/*.test.{ts,tsx}'],
      globalSetup: 'test/helpers/cluster.ts',
      // Half of the cores, by default, is one of two.
      maxWorkers: 2,
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  }),
);
