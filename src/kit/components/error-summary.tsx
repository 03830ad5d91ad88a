import { useEffect, useRef } from 'preact/hooks';
import './error-summary.css';

/**
 * What must be put right before going on, at the top of the form: takes focus when it appears, each line leads to its
 * field in the same words as there.
 */
export function ErrorSummary({
  title,
  wrong,
  asked,
}: {
  title: string;
  wrong: readonly { id: string; text: string }[];
  /** How often the person has tried to go on: focus comes here anew each time. */
  asked: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const count = wrong.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count, asked]);
  if (count === 0) return null;
  return (
    <div class="error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2>{title}</h2>
        <ul>
          {wrong.map(({ id, text }) => (
            <li key={id}>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
