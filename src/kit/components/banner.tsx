import type { ComponentChildren } from 'preact';
import { Icon, type Shape } from './icon.tsx';
import type { Tone } from './pill.tsx';
import './banner.css';

interface BannerProps {
  tone: Tone;
  icon: Shape;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
  /** `alert` interrupts a screen reader, `status` waits its turn, absent is read in its place. */
  role?: 'status' | 'alert';
}

/** Something that concerns the whole page; it stays until it is no longer true. */
export const Banner = ({ tone, icon, title, children, action, role }: BannerProps) => (
  <div class="banner" data-tone={tone} role={role}>
    <Icon of={icon} />
    <div class="banner-text">
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
    {action}
  </div>
);

/** The striped bar on every page of a demo installation. */
export const DemoBar = ({ text }: { text: string }) => (
  <aside class="demo-bar" aria-label="Demo">
    {text}
  </aside>
);
