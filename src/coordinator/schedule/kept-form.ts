import { useState } from 'preact/hooks';
import type { Id } from '#domain/id.ts';

/** What was typed, by person and address of the form. It survives a login that ran out, and a visit to another page. */
const kept = new Map<string, unknown>();

/** The state of a form that is begun once and kept until it is saved. */
export function useKept<T>(
  person: Id,
  address: string,
  begin: () => T,
): { form: T; write: (change: Partial<T>) => void; forget: () => void } {
  const key = `${person} ${address}`;
  const [form, setForm] = useState<T>(() => (kept.get(key) as T | undefined) ?? begin());
  return {
    form,
    write: (change) =>
      setForm((before) => {
        const next = { ...before, ...change };
        kept.set(key, next);
        return next;
      }),
    forget: () => {
      kept.delete(key);
    },
  };
}
