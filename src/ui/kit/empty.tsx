import type { ComponentChildren } from 'preact';
import { Icon, type Shape } from './icon.tsx';

/** Nothing here, said as a fact, with what to do next where there is something to do. */
export const Empty = ({
  icon,
  title,
  children,
}: {
  icon: Shape;
  title: string;
  children?: ComponentChildren;
}) => (
  <div class="empty">
    <Icon of={icon} />
    <h2>{title}</h2>
    {children}
  </div>
);
