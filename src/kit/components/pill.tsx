import { Icon, type Shape } from './icon.tsx';
import './pill.css';

/** The meaning of a colour, the same everywhere. It always stands beside a word. */
export type Tone = 'sent' | 'wait' | 'local' | 'conflict' | 'danger' | 'neutral';

/** A status: icon, word and colour together (WCAG 1.4.1). */
export function Pill({
  tone,
  icon,
  word,
  large,
}: {
  tone: Tone;
  icon?: Shape;
  word: string;
  large?: boolean;
}) {
  return (
    <span class="pill" data-tone={tone} data-size={large ? 'large' : undefined}>
      {icon && <Icon of={icon} />}
      {word}
    </span>
  );
}
