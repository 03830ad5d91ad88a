import type { Device } from './device.ts';
import { dekPlace, type Kdf, newKdf, stretch, unwrapDek, wrapDek, wrappingKey } from './key-wrap.ts';
import type { Box } from './seal.ts';
import type { Means, Vault } from './vault.ts';

/**
 * Re-opens a page that is locked but still running. It is held in memory only: six digits at rest would fall within two
 * hours (docs/trust.md, "On the tablet"). After a reload, unlocking takes the passkey with the PIN, or the recovery code.
 */
export interface PinLock {
  kdf: Kdf;
  wrapped: Box;
  wrong: number;
  /** No attempt before this time (ms). */
  pausedUntil: number;
}

const triesBeforePause = 5;
export const triesInAll = 10;
export const pauseMinutes = 5;

/** The fewest and the most digits. */
export const pinDigits = [4, 8] as const;
export const isPin = (typed: string): boolean =>
  /^\d+$/.test(typed) && typed.length >= pinDigits[0] && typed.length <= pinDigits[1];

/** Prepares re-opening by PIN, while the vault is open. */
export async function holdForPin(vault: Vault, pin: string, iterations?: number): Promise<PinLock> {
  const kdf = newKdf(iterations);
  const kek = await wrappingKey(await stretch(pin, kdf));
  const wrapped = await wrapDek(kek, vault.dek, dekPlace(vault.device.id, vault.keyId));
  return { kdf, wrapped, wrong: 0, pausedUntil: 0 };
}

/** What one try came to; `open` gives the data key. */
export type PinOutcome =
  | { type: 'open'; dek: CryptoKey }
  /** `left`: tries until the next pause. */
  | { type: 'wrong'; left: number }
  | { type: 'paused'; until: number }
  /** Ten wrong tries: only a full unlock opens now. */
  | { type: 'spent' };

/** One try. Counts are kept in the lock; a spent lock holds nothing any more. */
export async function tryPin(
  lock: PinLock,
  pin: string,
  device: Device,
  { now }: Pick<Means, 'now'>,
): Promise<PinOutcome> {
  if (lock.wrong >= triesInAll) return { type: 'spent' };
  if (now() < lock.pausedUntil) return { type: 'paused', until: lock.pausedUntil };
  lock.wrong += 1;
  const kek = await wrappingKey(await stretch(pin, lock.kdf));
  const dek = await unwrapDek(kek, lock.wrapped, dekPlace(device.id, device.row.keyId)).catch(
    () => undefined,
  );
  if (dek) {
    lock.wrong = 0;
    return { type: 'open', dek };
  }
  if (lock.wrong >= triesInAll) {
    lock.wrapped.fill(0);
    return { type: 'spent' };
  }
  if (lock.wrong % triesBeforePause === 0) {
    lock.pausedUntil = now() + pauseMinutes * 60_000;
    return { type: 'paused', until: lock.pausedUntil };
  }
  return { type: 'wrong', left: triesBeforePause - (lock.wrong % triesBeforePause) };
}
