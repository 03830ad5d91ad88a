import { type ReadonlySignal, signal } from '@preact/signals';
import type { Assessment } from '#domain/assessment.ts';
import type { FollowUp } from '#domain/consultation.ts';
import type { Id } from '#domain/id.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import type { AcuteTalk, Capture } from '../actions/consultation.ts';
import { discardDraft, saveDraft } from '../actions/draft.ts';
import { StorageError } from '../store/storage-error.ts';
import type { Vault } from '../store/vault.ts';

/** What is being changed in a saved conversation, as far as it has been typed; its id is the conversation's. */
export interface Correction {
  id: Id;
  /** The record as it was when the correction began: what is written is based on its values. */
  corrects: RecordOf<'consultation'>;
  role: string | null;
  /** As typed. */
  minutes: string;
  level: string | null;
  stage: string | null;
  themes: string[];
  actionsTaken: string[];
  followUp: FollowUp | null;
  /** A further note, and a further assessment; both are added. */
  note: string;
  assessment: Assessment | null;
  acute?: AcuteTalk;
  /** Why the assessment is lower than the one that stands. */
  reason?: string;
}

/** An answer to a question about a saved conversation, as far as it has been typed. */
export interface Reply {
  id: Id;
  /** The conversation that is asked about. */
  about: Id;
  text: string;
}

export type Draft = Capture | Correction | Reply;
export const isCapture = (draft: Draft): draft is Capture => 'session' in draft;
export const isCorrection = (draft: Draft): draft is Correction => 'corrects' in draft;
export const isReply = (draft: Draft): draft is Reply => 'about' in draft;

/** Is what is on the screen also on the disk? `full` and `dead`: it is not, and cannot be now. */
export type Kept = 'kept' | 'keeping' | 'full' | 'dead';

export interface Drafts {
  all: ReadonlySignal<ReadonlyMap<Id, Draft>>;
  kept: ReadonlySignal<Kept>;
  /** Takes over a draft; `typing` gathers keystrokes for a third of a second, everything else is written at once. */
  keep: (draft: Draft, typing?: boolean) => void;
  /** Everything that was typed is on the disk, or `kept` says why not. */
  flush: () => Promise<void>;
  /** The draft was saved as a record, or is thrown away. */
  drop: (id: Id) => Promise<void>;
}

const gathering = 300;

/** The drafts of an unlocked vault: in memory for the screen, sealed on the disk one after the other. */
export function openDrafts(vault: Vault, found: ReadonlyMap<Id, Draft>): Drafts {
  const all = signal<ReadonlyMap<Id, Draft>>(found);
  const kept = signal<Kept>('kept');
  const dirty = new Set<Id>();
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function writeAll(): Promise<void> {
    for (const id of [...dirty]) {
      dirty.delete(id);
      const draft = all.value.get(id);
      if (!draft) continue;
      try {
        await saveDraft(vault, id, draft);
      } catch (error) {
        dirty.add(id);
        kept.value = error instanceof StorageError && error.reason === 'full' ? 'full' : 'dead';
        return;
      }
    }
    if (dirty.size === 0) kept.value = 'kept';
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeAll);
    return writing;
  };

  return {
    all,
    kept,
    flush,
    keep: (draft, typing = false) => {
      all.value = new Map(all.value).set(draft.id, draft);
      dirty.add(draft.id);
      if (kept.value === 'kept') kept.value = 'keeping';
      if (!typing) void flush();
      else timer ??= setTimeout(flush, gathering);
    },
    drop: (id) => {
      const rest = new Map(all.value);
      rest.delete(id);
      all.value = rest;
      dirty.delete(id);
      writing = writing.then(() => discardDraft(vault, id)).catch(() => undefined);
      return writing;
    },
  };
}
