import type { Id } from '#domain/id.ts';
import { draftPlace, seal, unseal } from '../store/seal.ts';
import { steadily } from '../store/storage-error.ts';
import type { Vault } from '../store/vault.ts';

/** Stores the draft, sealed. A lock, a reload or an empty battery loses at most the last second of typing. */
export async function saveDraft({ device, dek, keyId }: Vault, id: Id, content: unknown): Promise<void> {
  const box = await seal(dek, content, draftPlace(id, keyId));
  await steadily(device.db, () => device.db.drafts.put({ id, keyId, box }));
}

/** The drafts of this vault, by id; one that the disk has damaged does not hide the others. */
export async function readDrafts<T>({ device, dek }: Vault): Promise<Map<Id, T>> {
  const sealed = await steadily(device.db, () => device.db.drafts.toArray());
  const opened = sealed.map(async ({ id, keyId, box }) => {
    const content = await unseal<T>(dek, box, draftPlace(id, keyId)).catch(() => undefined);
    return content === undefined ? [] : [[id, content] as const];
  });
  return new Map((await Promise.all(opened)).flat());
}

export const discardDraft = ({ device }: Vault, id: Id): Promise<void> =>
  steadily(device.db, () => device.db.drafts.delete(id));
