import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { checkIcon } from './icons.tsx';

export interface Choice<Key extends string> {
  key: Key;
  word: string;
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

/** Exactly one answer: radios. `null` means that nothing is chosen yet. */
export function SingleChips<Key extends string>(
  props: Common<Key> & { chosen: string | null; onChoose: (key: Key) => void },
) {
  const name = useId();
  return (
    <fieldset class="chips">
      <legend class={props.legendHidden ? 'hidden-text' : undefined}>{props.legend}</legend>
      <div class="chips-list" data-grid={props.grid || undefined}>
        {props.choices.map(({ key, word }) => (
          <label key={key} class="chip">
            <input
              type="radio"
              name={name}
              value={key}
              checked={props.chosen === key}
              onChange={() => props.onChoose(key)}
            />
            <Tick />
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
