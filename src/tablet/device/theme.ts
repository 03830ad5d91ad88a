import { signal } from '@preact/signals';
import { remember, remembered } from '#kit/browser/remembered.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const name = 'traeffetid.theme';
const chosen = signal<Theme>('system');

/** The theme now chosen; read inside a component, it redraws when it changes. */
export const theme = (): Theme => chosen.value;

export function applyTheme(next: Theme): void {
  chosen.value = next;
  remember(name, next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

/** At start: the theme chosen last time on this device, else the system's. */
export const applyThemeAsBefore = (): void => {
  const before = remembered(name);
  applyTheme(themes.find((one) => one === before) ?? 'system');
};
