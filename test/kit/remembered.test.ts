import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

it('what a browser remembers is asked for in one place, where a browser that stores nothing breaks no page', () => {
  const asking = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.(tsx?|html)$/.test(file) && /(local|session)Storage\b/.test(readFileSync(join(src, file), 'utf8')),
  );
  // `new-version` names the tab's own and asks there too; the page of bookers is small because it shares no file.
  const own = [join('tablet', 'app', 'new-version.ts'), join('guest', 'remembered.ts')];
  expect(asking.toSorted()).toEqual([join('kit', 'browser', 'remembered.ts'), ...own].toSorted());
});
