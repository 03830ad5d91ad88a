import { signal } from '@preact/signals';
import type { Assessment } from '#domain/assessment.ts';
import type { Id } from '#domain/id.ts';

/** From where *Akut* was opened. */
export interface Opened {
  /** The draft of the conversation that is open, where a call is written down; none: nothing is. */
  draft?: Id;
  /** Opened by the assessment *Akut – straks*: the answer before it, which *Ikke akut alligevel* gives back. */
  before?: Assessment | null;
}

const opened = signal<Opened | undefined>(undefined);

/** The whole screen is *Akut* while there is something here. */
export const acuteOpened = (): Opened | undefined => opened.value;

export function openAcute(from: Opened): void {
  opened.value = from;
}

export function closeAcute(): void {
  opened.value = undefined;
}
