import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/kit/style/tokens.css', import.meta.url), 'utf8');

type Tokens = Record<string, string>;

/** The colours in the block that follows a selector. */
function tokensAfter(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no block ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokensAfter(':root');
const chosenDark = tokensAfter(':root[data-theme="dark"]');
const systemDark = tokensAfter(':root:not([data-theme="light"])');

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

/** Relative luminance of WCAG 2.x. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

const contrast = (one: string, other: string): number => {
  const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
};

const statuses = ['sent', 'wait', 'local', 'conflict', 'danger'];
/** Every pair of text and ground that the kit draws: at least 4.5. */
const texts = [
  ...['ink', 'ink-2'].flatMap((text) => ['bg', 'surface', 'surface-2'].map((ground) => [text, ground])),
  ...['bg', 'surface', 'primary-soft'].map((ground) => ['primary', ground]),
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['on-alarm', 'alarm'],
  ['ink', 'primary-soft'],
  ['ink-2', 'primary-soft'],
  ...statuses.flatMap((status) => [
    [status, 'bg'],
    [status, 'surface'],
    [status, `${status}-soft`],
    ['ink', `${status}-soft`],
  ]),
] as [string, string][];
/** Borders of controls and the focus ring: at least 3. */
const shapes = ['line-strong', 'focus'].flatMap((shape) =>
  ['bg', 'surface'].map((ground) => [shape, ground]),
) as [string, string][];

describe.each([
  ['light', light],
  ['dark', chosenDark],
] as const)('%s', (_, tokens) => {
  it.each(texts)('%s can be read on %s', (text, ground) => {
    expect(contrast(tokens[text]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('%s can be seen on %s', (shape, ground) => {
    expect(contrast(tokens[shape]!, tokens[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

describe('the two dark blocks', () => {
  it('hold the same values, whether the system or the person chose the dark', () => {
    expect(Object.keys(chosenDark).length).toBeGreaterThan(20);
    expect(systemDark).toEqual(chosenDark);
  });

  it('give every colour of the light block its dark one', () => {
    expect(Object.keys(chosenDark).toSorted()).toEqual(Object.keys(light).toSorted());
  });
});

describe('the measure itself', () => {
  it('gives the known figures', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#ffffff', '#0b5563')).toBeCloseTo(8.4, 1);
  });
});
