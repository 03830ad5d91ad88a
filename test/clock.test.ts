import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';
import { atInstant, hasFaketime } from './helpers/faketime.ts';
import { testDay, testInstant, testNow } from './helpers/instant.ts';

const top = resolve(import.meta.dirname, '..');

/** The only files that read the machine's date; everything else is given `now`. */
const readers = [
  'src/server/platform/now.ts',
  'src/kit/now.ts',
  'test/helpers/faketime.ts',
  'test/helpers/playwright.ts',
];

/** Migrations of before the rule, which a database may have run; the seventh takes back what they set. */
const oldMigrations = /^src\/server\/migrations\/00[1-6]-/;

/** Every road to the machine's date or to a database's own. */
const roads: { readonly [road: string]: RegExp } = {
  'Date.now': /\bDate\s*\.\s*now\b|\bDate\[/,
  'new Date without an instant': /\bnew Date\s*(\(\s*\)|(?![\w(]))/,
  'Date as a function': /(?<!new |\w|\.)Date\(/,
  'a date of now in a zone': /\bnew TZDate(Mini)?\(\s*\)|\.format\(\s*\)|\bTemporal\.Now\b/,
  'an id by the machine’s date': /\bv[17]\(\s*\)|\bmakeId[:=]\s*\{?v7\b|\(\)\s*=>\s*v7\b(?!\(\{)/,
  timeOrigin: /\btimeOrigin\b/,
  'SQL’s own time':
    /(?<![\w.])now\(\)(?=\s*(at time zone|::|[-+]\s*interval|where|`))|\bset \w+ = now\(\)|\bdefault now\(\)|\b(current_date|current_timestamp|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\b|'(now|today|yesterday)'\s*::/i,
};

const files = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|m?js|sql)$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).split(sep).join('/')),
);

const textOf = (file: string): string =>
  readFileSync(join(top, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*(\/\/|--).*$/gm, '');

/** The statements of a file without what is put into them: there `now()` is the database's. */
const statementsOf = (text: string): string =>
  [...text.replace(/\$\{[^{}]*\}/g, '?').matchAll(/\b(?:sql|tx|admin)(?:<[^`]*?>)?`([^`]*)`/g)]
    .map(([, statement]) => statement)
    .join(';');

const found = files
  .filter((file) => !readers.includes(file) && !oldMigrations.test(file) && file !== 'test/clock.test.ts')
  .flatMap((file) => {
    const text = textOf(file);
    if (/\bnow\(\)/.test(statementsOf(text))) return [`${file}: a statement asks for now()`];
    return Object.entries(roads).flatMap(([road, pattern]) =>
      pattern.test(text) ? [`${file}: ${road} (${pattern.exec(text)![0].trim()})`] : [],
    );
  });

test('nothing but the named modules reads the machine’s date or a database’s', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

test('the search knows each road when it sees one', () => {
  const seen = {
    'Date.now': ['const at = Date.now();', 'now: Date.now,'],
    'new Date without an instant': ['new Date()', 'new Date;'],
    'Date as a function': ['log(Date())'],
    'a date of now in a zone': ['new TZDateMini()', 'formatter.format()'],
    'an id by the machine’s date': ['id: v7()', 'makeId: v7,', 'makeId={v7}', 'makeId: () => v7(),'],
    timeOrigin: ['performance.timeOrigin'],
    'SQL’s own time': [
      'at timestamptz default now()',
      'set revoked_at = now() where',
      'at >= now() - interval',
      'current_date',
      "'now'::timestamptz",
    ],
  };
  for (const [road, lines] of Object.entries(seen))
    for (const line of lines) expect([line, roads[road]!.test(line)]).toEqual([line, true]);
  for (const line of ['new Date(now())', 'const at = now();', 'deps.now() - 5', 'startedDate(x)'])
    expect(Object.values(roads).filter((road) => road.test(line))).toEqual([]);
  expect(statementsOf(`await tx<Row[]>\`select coalesce(at, now()) from a where b = \${now()}\``)).toContain(
    'now()',
  );
  expect(statementsOf(`await sql\`select a from a where b = \${now()}\``)).not.toContain('now()');
});

test('a browser test takes its browser from the helper that gives every page the tests’ time', () => {
  const own = files.filter((file) => /^test\/(browser|pictures|helpers)\//.test(file));
  const past = own.filter(
    (file) =>
      file !== 'test/helpers/playwright.ts' &&
      /from '@playwright\/test'/.test(
        textOf(file).replace(/import \{ type Browser, chromium, type Page \}/, ''),
      ) &&
      file !== 'test/helpers/chromium.ts',
  );
  expect(past).toEqual([]);
});

test.runIf(hasFaketime)('another program sees the tests’ time as the machine’s, whatever its zone', () => {
  const [program, ...args] = atInstant('date', ['+%s']);
  for (const TZ of ['UTC', 'America/New_York']) {
    const seconds = Number(execFileSync(program, args, { env: { ...process.env, TZ } }));
    expect(Math.abs(seconds * 1000 - testNow())).toBeLessThan(5000);
  }
  expect(testNow() - testInstant).toBeLessThan(600_000);
  const zone = { env: { ...process.env, TZ: 'Europe/Copenhagen' }, encoding: 'utf8' } as const;
  const [first, ...rest] = atInstant('date', ['+%F']);
  if (!process.env.AT) expect(execFileSync(first, rest, zone).trim()).toBe(testDay);
});
