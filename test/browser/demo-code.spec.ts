import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '../helpers/browser.ts';
import type { Server } from '../helpers/server.ts';

/** The demo beyond its own machine: by HTTPS, and with the code that the start prints. */

const folder = resolve(import.meta.dirname, '../../node_modules/.cache/tls');
const [TLS_CERT, TLS_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-subj', '/CN=localhost', '-days', '1', '-nodes'];
  execFileSync('openssl', [...made, '-keyout', TLS_KEY, '-out', TLS_CERT], { stdio: 'ignore' });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({
  startOptions: { env: { HOST: '0.0.0.0', DEMO: '1', TLS_CERT, TLS_KEY } },
  ignoreHTTPSErrors: true,
});

const printedCode = ({ said }: Server): string =>
  /code at the door: ([2-9A-Z]{4}-[2-9A-Z]{4})\n/.exec(said())![1]!;

for (const { path, who, inside } of [
  { path: '/', who: 'Rådgiver Vest', inside: 'Jeg har skrevet den ned' },
  { path: '/k/', who: /Koordinator/, inside: 'Log ud' },
]) {
  test(`at ${path} a wrong code is told so beside its field, and the printed one opens`, async ({
    page,
    server,
  }) => {
    await page.goto(server.url.replace('0.0.0.0', '127.0.0.1') + path);
    const code = page.getByLabel('Demoens kode');
    await expect(page.getByText('Den står der, hvor Træffetid blev startet.')).toBeVisible();
    await code.fill('AAAA-AAAA');
    await page.getByRole('button', { name: who }).first().click();
    await expect(page.getByText('Koden passer ikke.')).toBeVisible();
    await expect(code).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('button', { name: inside })).toHaveCount(0);

    await code.fill(printedCode(server).toLowerCase());
    await page.getByRole('button', { name: who }).first().click();
    await expect(page.getByRole('button', { name: inside })).toBeVisible({ timeout: 20_000 });
    await expect(code).toHaveCount(0);
  });
}
