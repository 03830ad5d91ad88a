import type { ComponentChildren } from 'preact';
import { ActionBar } from '#kit/components/action-bar.tsx';
import { Button } from '#kit/components/button.tsx';
import { words } from '#kit/words/words.ts';
import { DraftPill } from './draft-state.tsx';

interface DraftBarProps {
  busy: boolean;
  onDiscard: () => void;
  /** What saves the draft. */
  children: ComponentChildren;
}

/** The bar of whatever is written as a draft: where it is kept, and the way to give it up. */
export const DraftBar = ({ busy, onDiscard, children }: DraftBarProps) => (
  <ActionBar state={<DraftPill />}>
    <Button look="quiet" disabled={busy} onPress={onDiscard}>
      {words().act.discard}
    </Button>
    {children}
  </ActionBar>
);
