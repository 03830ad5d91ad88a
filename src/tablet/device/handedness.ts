import { signal } from '@preact/signals';
import { remember, remembered } from '#kit/browser/remembered.ts';

export const hands = ['right', 'left'] as const;
type Hand = (typeof hands)[number];

const name = 'traeffetid.hand';
const chosen = signal<Hand>('right');

/** The hand whose thumb the worker uses. A component that reads it is drawn again when it changes. */
export const hand = (): Hand => chosen.value;

/** Puts what the thumb needs on that hand's side. */
export function takeHand(next: Hand): void {
  chosen.value = next;
  remember(name, next);
  document.documentElement.toggleAttribute('data-left-hand', next === 'left');
}

export const applyHandednessAsBefore = (): void => takeHand(remembered(name) === 'left' ? 'left' : 'right');
