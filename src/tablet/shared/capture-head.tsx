import type { ComponentChildren } from 'preact';
import { ButtonLink } from '#kit/components/button.tsx';
import { arrowLeftIcon } from '#kit/components/icons.tsx';
import { useWide } from '../device/wide-screen.ts';
import { tabletWords } from '../words/words.ts';
import './capture-head.css';

interface CaptureHeadProps {
  title: string;
  about?: ComponentChildren;
  /** The address of the list that it was opened from. */
  back?: string;
  /** A way out of another kind. */
  before?: ComponentChildren;
  /** The tools. */
  children?: ComponentChildren;
}

/** Names what is worked on: below the day where both are seen, the page's own first heading where it stands alone. */
export function CaptureHead({ title, about, back, before, children }: CaptureHeadProps) {
  const Heading = useWide() ? 'h2' : 'h1';
  return (
    <header class="capture-head">
      {back !== undefined && (
        <ButtonLink href={back} look="quiet" icon={arrowLeftIcon}>
          {tabletWords().nav.back}
        </ButtonLink>
      )}
      {before}
      <div class="capture-title">
        <Heading>{title}</Heading>
        {about !== undefined && <p class="quiet">{about}</p>}
      </div>
      {children}
    </header>
  );
}
