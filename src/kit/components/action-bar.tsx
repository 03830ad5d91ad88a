import type { ComponentChildren } from 'preact';
import './action-bar.css';

interface ActionBarProps {
  /** Where the work is stored. */
  state?: ComponentChildren;
  /** Below a list: with neither line nor ground of its own where there is room. */
  flat?: boolean;
  children: ComponentChildren;
}

/** A bar at the bottom of its pane; the buttons come last. */
export const ActionBar = ({ state, flat, children }: ActionBarProps) => (
  <div class="action-bar" data-flat={flat || undefined}>
    {state && <div class="action-bar-state">{state}</div>}
    {children}
  </div>
);
