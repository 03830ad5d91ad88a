import type { ComponentChildren } from 'preact';

/** A bar at the bottom of its pane. `state` says where the work is stored; the buttons come last. */
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
