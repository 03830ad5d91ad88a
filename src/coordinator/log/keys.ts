import { useEffect, useRef, useState } from 'preact/hooks';
import { remember, remembered } from '#kit/browser/remembered.ts';

/** What a single key does. All of them can be switched off (WCAG 2.1.4). */
export type KeyAction = 'search' | 'down' | 'up' | 'select' | 'approve' | 'help';

export const keyActions: readonly (readonly [key: string, action: KeyAction])[] = [
  ['/', 'search'],
  ['J', 'down'],
  ['K', 'up'],
  ['X', 'select'],
  ['E', 'approve'],
  ['?', 'help'],
];

const name = 'traeffetid.keys';

/** Whether single keys are used; stored on this device, like the language. */
export function useKeysOn(): [on: boolean, set: (on: boolean) => void] {
  const [on, setOn] = useState(() => remembered(name) !== 'off');
  const set = (next: boolean) => {
    remember(name, next ? 'on' : 'off');
    setOn(next);
  };
  return [on, set];
}

/** While somebody is typing, or a sheet is open, a key does nothing else. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('textarea, select, dialog, input:not([type="checkbox"]):not([type="radio"])') !== null;

export function useKeys(on: boolean, actions: { readonly [action in KeyAction]: () => void }): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const action = keyActions.find(([key]) => key === event.key.toUpperCase())?.[1];
      if (!action || isTyping(event.target)) return;
      event.preventDefault();
      latest.current[action]();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on]);
}
