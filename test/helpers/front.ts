import { join } from 'node:path';
import { textsWith } from '#guest/render.tsx';
import type { Deps } from '#server/platform/deps.ts';
import { openSecrets } from '#server/platform/link-secrets.ts';
import frame from '../../src/guest/index.html?raw';

/** The real pages and mails, and a key for links of its own in `folder`. */
export const openFront = (folder: string): Deps['booking'] => ({
  texts: textsWith(frame),
  publicUrl: 'https://traeffetid.example',
  secretOf: openSecrets(join(folder, 'links')),
  trustProxy: true,
  mailFrom: 'traeffetid@kommune.example',
});
