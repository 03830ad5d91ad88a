import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../helpers/browser.ts';
import { type Server, startServer } from '../helpers/server.ts';

/** The demo beyond its own machine: by HTTPS, and with the code that the start prints. */

let server: Server;
let folder: string;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = mkdtempSync(join(tmpdir(), 'traeffetid-tls-'));
  const [TLS_CERT, TLS_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-subj', '/CN=localhost', '-days', '1', '-nodes'];
  execFileSync('openssl', [...made, '-keyout', TLS_KEY, '-out', TLS_CERT], { stdio: 'ignore' });
  server = await startServer({ env: { HOST: '0.0.0.0', DEMO: '1', TLS_CERT, TLS_KEY } });
});
test.afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
test.use({ ignoreHTTPSErrors: true });

const here = (): string => server.url.replace('0.0.0.0', '127.0.0.1');
const printedCode = (): string => /code at the door: ([2-9A-Z]{4}-[2-9A-Z]{4})\n/.exec(server.said())![1]!;

for (const { path, who, inside } of [
  { path: '/', who: 'Rådgiver Vest', inside: 'Jeg har skrevet den ned' },
  { path: '/k/', who: /Koordinator/, inside: 'Log ud' },
]) {
  test(`at ${path} a wrong code is told so beside its field, and the printed one opens`, async ({ page }) => {
    await page.goto(here() + path);
    const code = page.getByLabel('Demoens kode');
    await expect(page.getByText('Den står der, hvor Træffetid blev startet.')).toBeVisible();
    await code.fill('AAAA-AAAA');
    await page.getByRole('button', { name: who }).first().click();
    await expect(page.getByText('Koden passer ikke.')).toBeVisible();
    await expect(code).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('button', { name: inside })).toHaveCount(0);

    await code.fill(printedCode().toLowerCase());
    await page.getByRole('button', { name: who }).first().click();
    await expect(page.getByRole('button', { name: inside })).toBeVisible({ timeout: 20_000 });
    await expect(code).toHaveCount(0);
  });
}
