import { useId, useRef } from 'preact/hooks';
import { Icon, type Shape } from './icon.tsx';
import { checkIcon } from './icons.tsx';
import './chips.css';

export interface Choice<Key extends string> {
  key: Key;
  word: string;
  /** Marks an urgent choice: drawn in the colour of danger, with this icon. */
  danger?: Shape;
}

interface Common<Key extends string> {
  legend: string;
  choices: readonly Choice<Key>[];
  /** Two columns of tall chips, as in the quick capture. */
  grid?: boolean;
  /** Keep the question for screen readers only where a heading already shows it. */
  legendHidden?: boolean;
}

/** Any number of answers: toggle buttons. Order is the caller's; chips never jump when they are pressed. */
export function MultiChips<Key extends string>(
  props: Common<Key> & { chosen: readonly string[]; onToggle: (key: Key, on: boolean) => void },
) {
  return (
    <fieldset class="chips">
      <legend class={props.legendHidden ? 'hidden-text' : undefined}>{props.legend}</legend>
      <div class="chips-list" data-grid={props.grid || undefined}>
        {props.choices.map(({ key, word }) => {
          const on = props.chosen.includes(key);
          return (
            <button
              key={key}
              type="button"
              class="chip"
              aria-pressed={on}
              onClick={() => props.onToggle(key, !on)}
            >
              <Tick />
              {word}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

interface SingleProps<Key extends string> extends Common<Key> {
  chosen: string | null;
  onChoose: (key: Key) => void;
  /** The answers in one control, each as wide as the others. */
  joined?: boolean;
  /** A tap or Space, also on the choice that is chosen already. Arrow keys choose without it. Called before `onChoose`. */
  onPress?: (key: Key) => void;
}

/** Exactly one answer: radios. `null` means that nothing is chosen yet. */
export function SingleChips<Key extends string>(props: SingleProps<Key>) {
  const name = useId();
  const byArrow = useRef(false);
  return (
    <fieldset
      class="chips"
      onKeyDownCapture={(event) => {
        byArrow.current = event.key.startsWith('Arrow');
      }}
      onPointerDownCapture={() => {
        byArrow.current = false;
      }}
    >
      <legend class={props.legendHidden ? 'hidden-text' : undefined}>{props.legend}</legend>
      <div class="chips-list" data-grid={props.grid || undefined} data-joined={props.joined || undefined}>
        {props.choices.map(({ key, word, danger }) => (
          <label key={key} class="chip" data-danger={danger ? true : undefined}>
            <input
              type="radio"
              name={name}
              value={key}
              checked={props.chosen === key}
              // The browser makes no click of Space on a radio that is chosen already.
              onKeyDown={({ key: pressed }) =>
                pressed === ' ' && props.chosen === key && props.onPress?.(key)
              }
              onClick={() => !byArrow.current && props.onPress?.(key)}
              onChange={() => props.onChoose(key)}
            />
            <Tick />
            {danger && <Icon of={danger} />}
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const Tick = () => (
  <span class="chip-tick">
    <Icon of={checkIcon} />
  </span>
);
