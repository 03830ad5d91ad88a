import type { VaultRow } from '../store/db.ts';
import type { Device } from '../store/device.ts';
import type { PinLock, PinOutcome } from '../store/pin.ts';
import { isWholeCode } from '../store/recovery-code.ts';
import { StorageError } from '../store/storage-error.ts';
import type { Means, Vault } from '../store/vault.ts';

/** Quick unlock. `page`: PIN only, until reload; `passkey`: PIN + passkey. */
export type QuickUnlockWay = 'page' | 'passkey' | undefined;

export type Opening = Opened | NotOpened;

interface Opened {
  type: 'open';
  vault: Vault;
}

/** Why a code opened nothing. */
export type NotOpened =
  | Exclude<PinOutcome, { type: 'wrong' | 'open' }>
  /** `last`: after the tries that are `left` comes no pause; only the recovery code opens then. */
  | { type: 'wrong'; left: number; last: boolean }
  /** A wrong PIN on the road with the passkey, which counts for itself. */
  | { type: 'wrongPin' }
  | { type: 'noPasskey' };

/** `kept`: also after a reload. `page`: until this page ends. `refused`: the passkey was not renewed, so the old PIN holds. */
export type Chosen = 'kept' | 'page' | 'refused';

/** The PINs of the vaults on this page. What it holds ends with the page, or when another tab takes over. */
export interface QuickUnlock {
  way: (row: VaultRow) => QuickUnlockWay;
  /** Whether another PIN needs the old one or the recovery code: there is a PIN, or there was one until its tries were spent. */
  asksOld: (row: VaultRow) => boolean;
  /** Whether the vault's worker asks for another PIN: shown by the PIN that holds, or by the recovery code. Throws StorageError. */
  confirm: (vault: Vault, typed: string) => Promise<'confirmed' | NotOpened>;
  /** Makes this the PIN of an open vault. */
  choose: (vault: Vault, pin: string) => Promise<Chosen>;
  open: (device: Device, pin: string) => Promise<Opening>;
  /** The full way in, by the recovery code. Throws StorageError `wrongCode`. */
  recover: (device: Device, code: string) => Promise<Vault>;
  /** Ends what is held of one vault, or of all. */
  drop: (id?: string) => void;
}

const triesBeforePause = 5;

export function holdQuickUnlock(means: Means): QuickUnlock {
  const held = new Map<string, PinLock>();
  /** Vaults whose PIN was tried too often: until the recovery code comes, nobody chooses another. */
  const spent = new Set<string>();
  const pins = () => import('../store/pin.ts');
  const passkeys = () => import('../store/passkey.ts');
  const vaults = () => import('../store/vault.ts');

  async function choose(vault: Vault, pin: string): Promise<Chosen> {
    const { mayHavePasskey, enrolEveryday } = await passkeys();
    const hadOne = vault.device.row.everyday !== undefined;
    const enrolled = (await mayHavePasskey()) && (await enrolEveryday(vault, pin));
    if (!enrolled && hadOne) return 'refused';
    held.set(vault.device.id, await (await pins()).holdForPin(vault, pin));
    spent.delete(vault.device.id);
    return enrolled ? 'kept' : 'page';
  }

  async function confirm({ device }: Vault, typed: string): Promise<'confirmed' | NotOpened> {
    const found = isWholeCode(typed) ? await tryCode(device, typed) : await tryKey(device, typed);
    return found.type === 'open' ? 'confirmed' : found;
  }

  async function open(device: Device, pin: string): Promise<Opening> {
    const wasHeld = held.has(device.id);
    const found = await tryKey(device, pin);
    if (found.type !== 'open') return found;
    const vault = await (await vaults()).openVault(device, found.dek, means);
    if (!wasHeld) held.set(device.id, await (await pins()).holdForPin(vault, pin));
    return { type: 'open', vault };
  }

  /** The data key by the PIN: from what this page holds, or with the passkey. */
  async function tryKey(device: Device, pin: string): Promise<{ type: 'open'; dek: CryptoKey } | NotOpened> {
    const lock = held.get(device.id);
    if (!lock && spent.has(device.id) && !device.row.everyday) return { type: 'spent' };
    if (!lock) return tryPasskey(device, pin);
    const outcome = await (await pins()).tryPin(lock, pin, device, means);
    if (outcome.type === 'spent') {
      held.delete(device.id);
      spent.add(device.id);
    }
    return outcome.type === 'wrong' ? { ...outcome, last: lock.wrong > triesBeforePause } : outcome;
  }

  async function tryCode(device: Device, code: string): Promise<{ type: 'open' } | NotOpened> {
    return (await vaults()).dekByCode(device, code).then(
      () => ({ type: 'open' }) as const,
      (error: unknown) => {
        if (error instanceof StorageError && error.reason === 'wrongCode')
          return { type: 'wrongPin' } as const;
        throw error;
      },
    );
  }

  async function tryPasskey(
    device: Device,
    pin: string,
  ): Promise<{ type: 'open'; dek: CryptoKey } | NotOpened> {
    try {
      return { type: 'open', dek: await (await passkeys()).dekByPasskey(device, pin) };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      if (error.reason === 'locked') return { type: 'noPasskey' };
      if (error.reason === 'wrongCode') return { type: 'wrongPin' };
      throw error;
    }
  }

  return {
    way: ({ device, everyday }) => (held.has(device) ? 'page' : everyday && 'passkey'),
    asksOld: ({ device, everyday }) => held.has(device) || spent.has(device) || everyday !== undefined,
    confirm,
    choose,
    open,
    recover: async (device, code) => {
      const vault = await (await vaults()).unlock(device, code, means);
      spent.delete(device.id);
      return vault;
    },
    drop: (id) => (id === undefined ? held.clear() : void held.delete(id)),
  };
}
