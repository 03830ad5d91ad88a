import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { isNode, type Node, partsOf } from './helpers/syntax.ts';

interface Found {
  file: string;
  source: string;
  flags: string;
}

const src = resolve(import.meta.dirname, '../src');
const parts = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|mjs)$/.test(file))
  .flatMap((file) => partsOf(file, readFileSync(join(src, file), 'utf8')).map((part) => ({ file, part })));

const written: Found[] = parts.flatMap(({ file, part: { type, regex } }) => {
  if (type !== 'Literal' || !regex) return [];
  const { pattern, flags } = regex as { pattern: string; flags: string };
  return [{ file, source: pattern, flags }];
});

const isComputed = ({ type, callee }: Node): boolean =>
  /^(New|Call)Expression$/.test(type) && isNode(callee) && callee.name === 'RegExp';

/**
 * Searches texts that are made of each expression's own characters, a short and a long one of the same kind, and answers
 * where the long one took more than three times its share. One that is short even then needs no comparing: a step for each
 * pair of characters takes seconds.
 */
const reader = `
const { parentPort, workerData } = require('node:worker_threads');
const [short, long] = [6250, 50000];
const examples = { d: '1', D: 'x', s: ' ', S: 'x', w: 'a', W: '!', t: '\\t', n: '\\n', r: '\\r', v: '\\v', f: '\\f', 0: '\\0' };

/** The characters that an expression names, one of each class, and its words. */
function piecesOf(source) {
  const classes = [...source.matchAll(/\\\\([dDsSwWtnrvf0])/g)].map(([, name]) => examples[name]);
  const plain = source
    .replace(/\\\\p\\{[^}]*\\}/g, 'ø')
    .replace(/\\\\u[0-9a-f]{4}/gi, (code) => JSON.parse('"' + code + '"'))
    .replace(/\\\\[bBdDsSwWtnrvf0]/g, ' ')
    .replace(/\\\\(.)/g, '$1');
  const words = plain.split(/[\\s|()\\[\\]{}?*+^$]+/).filter((word) => word.length > 1).slice(0, 8);
  return [...new Set([...classes, ...words, ...plain, 'x', '7', '-', ' '])].slice(0, 40);
}

function* textsOf(source) {
  const pieces = piecesOf(source);
  const words = pieces.filter((piece) => piece.length > 1);
  for (const piece of pieces) {
    for (const before of ['', ...words]) yield (length) => before + piece.repeat(length / piece.length) + '\\u0001';
    yield (length) => piece.repeat(length / piece.length);
    for (const other of pieces.slice(0, 8)) {
      yield (length) => (piece + other).repeat(length / (piece + other).length) + '\\u0001';
    }
  }
}

function timeOf(expression, text) {
  const begun = performance.now();
  expression.test(text);
  return performance.now() - begun;
}

const least = (times, once) => Math.min(...Array.from({ length: times }, once));

function isSlow(expression, make) {
  if (timeOf(expression, make(long)) < 25) return false;
  const few = least(3, () => timeOf(expression, make(short)));
  return least(4, () => timeOf(expression, make(long))) > 3 * (long / short) * Math.max(few, 2);
}

for (const [at, { source, flags }] of workerData.entries()) {
  parentPort.postMessage({ at });
  // One search: the next one begins where it ended.
  const expression = new RegExp(source, flags.replace('g', ''));
  for (const make of textsOf(source)) {
    if (!isSlow(expression, make)) continue;
    parentPort.postMessage({ slow: at, text: make(40) });
    break;
  }
}
`;

/** Those that take more than their share for a longer text; one that comes to no end is the last. */
function slowOf(all: readonly Found[], patience: number): Promise<string[]> {
  const slow: string[] = [];
  const nameOf = (at: number) => `${all[at]!.file}: /${all[at]!.source}/${all[at]!.flags}`;
  return new Promise((settle, refuse) => {
    const worker = new Worker(reader, { eval: true, workerData: all });
    let reading = 0;
    const stop = setTimeout(() => {
      slow.push(`${nameOf(reading)} comes to no end`);
      void worker.terminate();
    }, patience);
    worker.on('message', (said: { at: number } | { slow: number; text: string }) => {
      if ('at' in said) reading = said.at;
      else slow.push(`${nameOf(said.slow)} over ${JSON.stringify(said.text)}`);
    });
    worker.on('error', refuse);
    worker.on('exit', () => {
      clearTimeout(stop);
      settle(slow);
    });
  });
}

describe('every regular expression', () => {
  it('is written out, so that it can be read here', () => {
    expect(written.length).toBeGreaterThan(60);
    expect(parts.filter(({ part }) => isComputed(part)).map(({ file }) => file)).toEqual([]);
  });

  it('takes no more than its share longer for a longer text', { timeout: 200_000 }, async () => {
    expect(await slowOf(written, 180_000)).toEqual([]);
  });

  it('would be found if it did', { timeout: 120_000 }, async () => {
    const invented = (source: string): Found[] => [{ file: 'none', source, flags: '' }];
    expect(await slowOf(invented('<title>.*?</title>'), 100_000)).toEqual([
      expect.stringContaining('none: /<title>.*?</title>/ over "<title>'),
    ]);
    expect(await slowOf(invented('^(a+)+$'), 3000)).toEqual(['none: /^(a+)+$/ comes to no end']);
  });
});
