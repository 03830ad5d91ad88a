/**
 * What a listener takes in of what a virtual screen reader says: not that something ends, not the parts of what was just said as
 * a whole, not that a list is a list or a status is empty.
 */
export function heard(phrases: readonly string[]): string[] {
  const kept: string[] = [];
  for (const phrase of phrases) {
    if (/^end of |^(list|status|rowgroup|form|strong|paragraph)$/.test(phrase)) continue;
    if (/^listitem, level \d+, position \d+, set size \d+$/.test(phrase)) continue;
    if (!/[\p{L}\p{N}]/u.test(phrase)) continue;
    if (kept.at(-1)?.includes(phrase)) continue;
    kept.push(phrase);
  }
  return kept;
}
