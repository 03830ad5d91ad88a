import { readFile } from 'node:fs/promises';
import { expect, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import { allSent, converse, pill, press, startHour } from '../helpers/tablet-page.ts';

test('a fault of the app that keeps it from sending is said, its report holds nothing of a child, and all is sent after it', async ({
  tablet: page,
}) => {
  await startHour(page);
  await allSent(page);
  await page.evaluate(() => {
    const { sign } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.sign = () => {
      throw new RangeError('Emil, 010203-1234');
    };
    Object.assign(window, {
      mend: () => {
        SubtleCrypto.prototype.sign = sign;
      },
    });
  });
  await converse(page, 'Emil sover dårligt.');
  await expect(pill(page)).toHaveText('Fejl i appen – send rapport', { timeout: 20_000 });
  await pill(page).click();
  await expect(page.getByRole('heading', { name: 'Synkronisering' })).toBeVisible();
  await expectFit(page, 'a fault of the app');

  const saved = page.waitForEvent('download');
  await press(page, 'Gem rapport…');
  const report = await readFile(await (await saved).path(), 'utf8');
  expect(report).toContain('RangeError');
  expect(report).not.toMatch(/Emil|010203/);

  await page.evaluate('mend()');
  await press(page, 'Prøv nu');
  await allSent(page);
});
