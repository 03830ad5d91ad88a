import type { VNode } from 'preact';
import './icon.css';

/** The drawing of one icon on a 24 × 24 grid, generated from Lucide (`icons.tsx`). */
export type Shape = () => VNode;

/** Decoration beside a word; where an icon stands alone, the button or link around it carries the name. */
export const Icon = ({ of: Drawing }: { of: Shape }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <Drawing />
  </svg>
);
