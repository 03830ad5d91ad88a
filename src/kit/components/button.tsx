import type { ComponentChildren, Ref } from 'preact';
import { Icon, type Shape } from './icon.tsx';
import './button.css';

interface Look {
  /** One primary button a screen; `quiet` has no border; `danger` cannot be undone; `bare` is text on a dark line. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger' | 'bare';
  icon?: Shape;
  iconAfter?: Shape;
  wide?: boolean;
  children?: ComponentChildren;
}

interface ButtonProps extends Look {
  onPress: () => void;
  /** The accessible name. It replaces the text of a button with only an icon; elsewhere it begins with the text and says more. */
  label?: string;
  disabled?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
  expanded?: boolean;
}

export function Button(props: ButtonProps) {
  return (
    <button
      type="button"
      class="button"
      data-look={props.look}
      data-wide={props.wide || undefined}
      data-icon-only={props.children === undefined || undefined}
      aria-label={props.label}
      aria-expanded={props.expanded}
      disabled={props.disabled ?? false}
      ref={props.buttonRef ?? null}
      onClick={props.onPress}
    >
      <Contents {...props} />
    </button>
  );
}

/** The one button that sends the form around it, also by Enter. */
export function SubmitButton(props: Look & { disabled?: boolean }) {
  return (
    <button
      type="submit"
      class="button"
      data-look={props.look ?? 'primary'}
      data-wide={props.wide || undefined}
      disabled={props.disabled ?? false}
    >
      <Contents {...props} />
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink(
  props: Look & {
    href: string /** The accessible name: begins with the text and says more. */;
    label?: string;
  },
) {
  return (
    <a
      class="button"
      data-look={props.look}
      data-wide={props.wide || undefined}
      href={props.href}
      aria-label={props.label}
    >
      <Contents {...props} />
    </a>
  );
}

const Contents = ({ icon, iconAfter, children }: Look) => (
  <>
    {icon && <Icon of={icon} />}
    {children}
    {iconAfter && <Icon of={iconAfter} />}
  </>
);
