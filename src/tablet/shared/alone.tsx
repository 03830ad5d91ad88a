import type { ComponentChildren } from 'preact';
import { DemoBar } from '#kit/components/banner.tsx';
import { words } from '#kit/words/words.ts';
import type { Tablet } from '../state/tablet.ts';
import { AcuteButton } from './acute/acute-button.tsx';
import { HelpButton } from './help/lazy.ts';
import './alone.css';

/** The tablet while no vault is open: one column in the middle, with *Akut* and help above it. */
export const Alone = ({ tablet, children }: { tablet: Tablet; children: ComponentChildren }) => (
  <div class="tablet">
    {tablet.demo.value && <DemoBar text={words().demo.bar} />}
    <header class="help-door">
      <AcuteButton />
      <HelpButton />
    </header>
    <main class="alone">{children}</main>
  </div>
);
