import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { circleAlertIcon, triangleAlertIcon } from './icons.tsx';
import './field.css';

interface Common {
  label: string;
  /** Shown after the label in quiet type: "(valgfri · skriv ikke navn eller CPR)". */
  aside?: string;
  hint?: string;
  /** What must be put right before going on. The error summary repeats the same words and links to `id`. */
  wrong?: string | undefined;
  /** What should be looked at, but stops nothing; read aloud when it appears. */
  warning?: string | undefined;
  value: string;
  onInput: (value: string) => void;
  id?: string;
}

interface FieldProps extends Common {
  /** Never `number`: its value is changed by the mouse wheel that only meant to scroll. `inputMode` gives the keys. */
  type?: 'text' | 'search' | 'email' | 'date' | 'time';
  /** Shown as dots. No password field: a code of this tablet is not for the browser's store of passwords. */
  secret?: boolean;
  inputMode?: 'text' | 'numeric';
  autoComplete?: string;
  min?: string;
  max?: string;
  maxLength?: number;
}

/** Nothing that a worker types is offered to the browser's spelling, memory or translation services. */
const privately = { spellcheck: false, autoCorrect: 'off', translate: false } as const;

export function Field(props: FieldProps) {
  const { id, described } = useNames(props);
  return (
    <Frame {...props} id={id}>
      <input
        {...privately}
        id={id}
        // The types of Preact tie every kind of input to its roles; none is given here, so one kind stands for all.
        type={(props.type ?? 'text') as 'text'}
        inputMode={props.inputMode}
        class={props.secret ? 'secret' : undefined}
        autoComplete={props.autoComplete ?? 'off'}
        min={props.min ?? (props.type === 'date' ? '2000-01-01' : undefined)}
        // With an end the browser's own field takes no year of five digits.
        max={props.max ?? (props.type === 'date' ? '2100-12-31' : undefined)}
        maxLength={props.maxLength}
        value={props.value}
        aria-invalid={props.wrong ? true : undefined}
        aria-describedby={described}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

export function TextArea(props: Common & { rows?: number; maxLength?: number }) {
  const { id, described } = useNames(props);
  return (
    <Frame {...props} id={id}>
      <textarea
        {...privately}
        id={id}
        rows={props.rows ?? 3}
        maxLength={props.maxLength}
        autoComplete="off"
        value={props.value}
        aria-invalid={props.wrong ? true : undefined}
        aria-describedby={described}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface SelectProps extends Common {
  choices: readonly { key: string; word: string }[];
  /** Nothing is chosen beforehand: these words stand there until something is. */
  none?: string;
}

export function Select(props: SelectProps) {
  const { id, described } = useNames(props);
  return (
    <Frame {...props} id={id}>
      <select
        id={id}
        value={props.value}
        aria-invalid={props.wrong ? true : undefined}
        aria-describedby={described}
        onChange={(event) => props.onInput(event.currentTarget.value)}
      >
        {props.none && (
          <option value="" disabled>
            {props.none}
          </option>
        )}
        {props.choices.map(({ key, word }) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </Frame>
  );
}

function useNames({ id: given, hint, wrong, warning }: Common) {
  const made = useId();
  const id = given ?? made;
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`, warning && `${id}-warning`].filter(
    Boolean,
  );
  return { id, described: described.join(' ') || undefined };
}

function Frame(props: Common & { id: string; children: preact.ComponentChildren }) {
  const { id, label, aside, hint, wrong, warning } = props;
  return (
    <div class="field" data-wrong={wrong ? true : undefined}>
      <label for={id}>
        {label} {aside && <span>({aside})</span>}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {props.children}
      {wrong && (
        <p class="field-wrong" id={`${id}-wrong`}>
          <Icon of={circleAlertIcon} /> {wrong}
        </p>
      )}
      <div role="status">
        {warning && (
          <p class="field-warning" id={`${id}-warning`}>
            <Icon of={triangleAlertIcon} /> {warning}
          </p>
        )}
      </div>
    </div>
  );
}
