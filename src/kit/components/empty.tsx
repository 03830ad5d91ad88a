import type { ComponentChildren } from 'preact';
import { Icon, type Shape } from './icon.tsx';
import './empty.css';

/** Nothing here, said as a fact, with what to do next where there is something to do. */
export const Empty = ({
  icon,
  title,
  heading: Heading = 'h2',
  children,
}: {
  icon: Shape;
  title: string;
  /** `h1` where it is all that the page shows. */
  heading?: 'h1' | 'h2';
  children?: ComponentChildren;
}) => (
  <div class="empty">
    <Icon of={icon} />
    <Heading>{title}</Heading>
    {children}
  </div>
);
