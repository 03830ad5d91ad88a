import { describe, expect, test } from 'vitest';
import { FreeText, noteLimit } from '#domain/note.ts';

describe('a free text', () => {
  test('loses the spaces around it and nothing else', () => {
    expect(FreeText.parse('  Æøå – “citat”\n\nto linjer 👩‍👧 ')).toBe('Æøå – “citat”\n\nto linjer 👩‍👧');
  });

  test('is refused when empty, when longer than its limit, and with a NUL character that no database can keep', () => {
    expect(FreeText.safeParse(' \n ').success).toBe(false);
    expect(FreeText.safeParse('x'.repeat(noteLimit)).success).toBe(true);
    expect(FreeText.safeParse('x'.repeat(noteLimit + 1)).success).toBe(false);
    expect(FreeText.safeParse('før\u0000efter').success).toBe(false);
  });
});
