import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
const read = (file: string): string => readFileSync(join(src, file), 'utf8');
const sheets = files.filter((file) => file.endsWith('.css'));
const components = files.filter((file) => /\.tsx?$/.test(file));

/** What stands between the brackets that match, at this depth: `a, :is(b, c)` → `a`, `:is(b, c)`. */
const parts = (list: string): string[] => list.split(/,(?![^(]*\))/).map((part) => part.trim());

/** The classes of the element that a selector is about: those of its last compound, without what it must hold or not be. */
function classesStyledBy(selector: string): string[] {
  const bare = selector.replace(/:(has|not)\([^()]*(\([^()]*\)[^()]*)*\)|\[[^\]]*\]/g, '');
  const last = /(?:\([^()]*\)|[^\s>+~()])*$/.exec(bare)![0];
  return [...last.matchAll(/\.([\w-]+)/g)].map(([, name]) => name!);
}

const selectorsOf = (css: string): string[] =>
  [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{};]+)\{/g)]
    .map(([, selector]) => selector!.trim())
    .filter((selector) => !selector.startsWith('@'))
    .flatMap(parts);

/** Every class and the sheets that style it. */
function sheetsByClass(read: (sheet: string) => string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const sheet of sheets) {
    for (const name of selectorsOf(read(sheet)).flatMap(classesStyledBy)) {
      found.set(name, (found.get(name) ?? new Set()).add(sheet));
    }
  }
  return found;
}

const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/^import '([^']+\.css)';$/gm)].map(([, path]) =>
    path!.startsWith('#') ? path!.slice(1) : join(dirname(file), path!),
  );

describe('the style sheets', () => {
  const styled = sheetsByClass(read);

  it('were read', () => {
    expect(sheets.length).toBeGreaterThan(60);
    expect(styled.get('button')).toEqual(new Set(['kit/components/button.css']));
  });

  it('style no class from two of them', () => {
    const twice = [...styled].filter(([, by]) => by.size > 1).map(([name, by]) => `${name}: ${[...by]}`);
    expect(twice).toEqual([]);
  });

  it.each([
    ['.a .b, .c > .d:hover', ['b', 'd']],
    ['.a:is(.b, .c)', ['a', 'b', 'c']],
    ['.a:has(> .b) .c:not(.d)[data-e=".f"]', ['c']],
    ['.a dd', []],
  ])('style by %s the classes %j', (selector, classes) =>
    expect(parts(selector).flatMap(classesStyledBy)).toEqual(classes),
  );

  it('stand each beside a file that imports it, and no file imports one that is not there', () => {
    const imported = new Set(components.flatMap(importsOf));
    expect(sheets.filter((sheet) => !imported.has(sheet))).toEqual([]);
    expect([...imported].filter((path) => !sheets.includes(path))).toEqual([]);
  });

  it('come with the script of the public pages, as far as these show anything of them', () => {
    const used = components
      .filter((file) => /^guest\/.*\.tsx$/.test(file))
      .flatMap((file) => [...read(file).matchAll(/class="([^"]+)"/g)])
      .flatMap(([, names]) => names!.split(' '));
    const needed = used.flatMap((name) => [...(styled.get(name) ?? [])]);
    const here = importsOf('guest/main.ts');
    expect([...new Set(needed)].filter((sheet) => !here.includes(sheet))).toEqual([]);
  });
});
