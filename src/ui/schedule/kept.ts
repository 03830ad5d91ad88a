import { useState } from 'preact/hooks';

/** What has been typed, by the address of its form: it outlives a login that ran out and a look at another page. */
const kept = new Map<string, unknown>();

/** The state of a form that is begun once and kept until it is saved. */
export function useKept<T>(
  address: string,
  begin: () => T,
): { form: T; write: (change: Partial<T>) => void; forget: () => void } {
  const [form, setForm] = useState<T>(() => (kept.get(address) as T | undefined) ?? begin());
  return {
    form,
    write: (change) =>
      setForm((before) => {
        const next = { ...before, ...change };
        kept.set(address, next);
        return next;
      }),
    forget: () => {
      kept.delete(address);
    },
  };
}
