import type { ComponentChildren } from 'preact';

/** Pinned at the bottom of its pane; `state` says where the work is kept, the buttons come last. */
export const ActionBar = ({
  state,
  children,
}: {
  state?: ComponentChildren;
  children: ComponentChildren;
}) => (
  <div class="action-bar">
    {state && <div class="action-bar-state">{state}</div>}
    {children}
  </div>
);
