import { join } from 'node:path';
import { openSecrets } from '../../src/server/booking/secret.ts';
import type { Deps } from '../../src/server/deps.ts';
import frame from '../../src/ui/booking/index.html?raw';
import { textsWith } from '../../src/ui/booking/render.tsx';

/** The real pages and mails, and a key for links of its own in `folder`. */
export const openFront = (folder: string): Deps['booking'] => ({
  texts: textsWith(frame),
  publicUrl: 'https://traeffetid.example',
  secretOf: openSecrets(join(folder, 'links')),
  trustProxy: true,
  mailFrom: 'traeffetid@kommune.example',
});
