import { signal } from '@preact/signals';
import { AcuteNumbers } from '#domain/acute.ts';
import { remember, remembered } from '#kit/browser/remembered.ts';

const name = 'traeffetid.acute';

const read = (): AcuteNumbers | undefined => {
  try {
    return AcuteNumbers.safeParse(JSON.parse(remembered(name) ?? 'null')).data;
  } catch {
    // Not ours: another program of the same address has written it.
    return undefined;
  }
};
const known = signal(read());

/** The numbers to ring, as this tablet last heard them; `undefined`: it never has. Both empty: the municipality has written none. */
export const acuteNumbers = (): AcuteNumbers | undefined => known.value;

/**
 * Kept beside the vault and unsealed: the numbers are about no person, and must be read offline, locked and before a
 * sign-in.
 */
export function rememberAcute(numbers: AcuteNumbers): void {
  known.value = numbers;
  remember(name, JSON.stringify(numbers));
}

/** What a municipality says that has written nothing yet. */
export const noNumbers: AcuteNumbers = { day: '', evening: '', from: '08:00', to: '15:00' };
