import type { ComponentChildren, Ref } from 'preact';
import { Icon, type Shape } from './icon.tsx';

interface Look {
  /** One primary button a screen; `quiet` has no border; `danger` cannot be undone. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: Shape;
  iconAfter?: Shape;
  wide?: boolean;
  children?: ComponentChildren;
}

interface ButtonProps extends Look {
  onPress: () => void;
  /** In place of the text where there is only an icon (lock, close, back); else it says more, and begins with the text. */
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
  props: Look & { href: string /** Says more than the text, and begins with it. */; label?: string },
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
