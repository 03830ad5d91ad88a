import { createDecipheriv, createHash, KeyObject } from 'node:crypto';
import { type SealedChange, syncLimits } from '#api/sync.ts';
import { type Parsed, parseChange } from '#domain/change.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { tooFarAhead } from '#domain/planned.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { isStorable } from '#domain/text.ts';
import type { ServerKeys } from '../platform/server-keys.ts';

/** What was inside a change: its body, read, and the hash of its bytes. */
export interface Content {
  body: unknown;
  hash: Buffer;
  parsed: Parsed;
}

/** A change as it came, and what was inside, or why that could not be had. */
export interface Opened {
  op: ChangeId;
  sealed: SealedChange;
  content: Content | { problem: ProblemCode };
}

/** Opens what was sealed for the server. The op and the key's name are bound into the seal (AAD `op|serverKeyId`). */
export const openChanges = (
  keys: ServerKeys,
  changes: readonly SealedChange[],
  now: number,
): Promise<Opened[]> =>
  Promise.all(
    changes.map(async (sealed) => ({ op: sealed.op, sealed, content: await openOne(keys, sealed, now) })),
  );

const tagLength = 16;

/** AES-256-GCM at once, on this thread: a kilobyte takes less than handing it to another. */
function decrypt(key: KeyObject, iv: Buffer, ct: Buffer, aad: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(aad)).setAuthTag(ct.subarray(-tagLength));
  return Buffer.concat([decipher.update(ct.subarray(0, -tagLength)), decipher.final()]);
}

/** Parsed, and nothing in it planned further ahead than anything is. */
function read(body: unknown, now: number): Parsed {
  const parsed = parseChange(body);
  const field = 'change' in parsed ? tooFarAhead(parsed.change, now) : undefined;
  return field ? { field } : parsed;
}

/** Levels that a body may have: three times what any change has. */
const deepest = 15;

/** Can the database keep it, also where this version reads nothing? It is not too deep, and no text or name has a NUL or half a character. */
function isKeepable(value: unknown, levels = deepest): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return (
    levels > 0 &&
    Object.entries(value).every(([name, member]) => isStorable(name) && isKeepable(member, levels - 1))
  );
}

async function openOne(
  keys: ServerKeys,
  { op, key, epk, iv, ct }: SealedChange,
  now: number,
): Promise<Opened['content']> {
  if (ct.length > syncLimits.change) return { problem: 'tooLarge' };
  let bytes: Buffer;
  try {
    const agreed = await keys.agree(key, epk);
    if (!agreed) return { problem: 'unreadable' };
    bytes = decrypt(
      KeyObject.from(agreed),
      Buffer.from(iv, 'base64'),
      Buffer.from(ct, 'base64'),
      `${op}|${key}`,
    );
  } catch {
    return { problem: 'unreadable' };
  }
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isKeepable(body)) return { problem: 'invalid' };
    return { body, hash: createHash('sha256').update(bytes).digest(), parsed: read(body, now) };
  } catch {
    return { problem: 'invalid' };
  }
}
