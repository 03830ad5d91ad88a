import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { remember, remembered } from '#kit/browser/remembered.ts';

const name = 'traeffetid.keys';
const on = signal<boolean | undefined>(undefined);

/** Are single-letter keys on? A worker who dictates to the tablet turns them off (WCAG 2.1.4). */
export const singleKeys = (): boolean => on.value ?? remembered(name) !== 'off';

export function allowSingleKeys(allowed: boolean): void {
  on.value = allowed;
  remember(name, allowed ? 'on' : 'off');
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('textarea, select, input:not([type="radio"])');

/** One letter, pressed alone outside a field and outside a sheet, calls `act`; the first listener takes it. */
export function useKey(key: string, act: (() => void) | undefined): void {
  useEffect(() => {
    if (!act) return;
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
        return;
      if (
        event.defaultPrevented ||
        !singleKeys() ||
        isTyping(event.target) ||
        document.querySelector('dialog[open]')
      )
        return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
