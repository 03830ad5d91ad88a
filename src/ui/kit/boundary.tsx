import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { triangleAlertIcon } from './icons.tsx';

/**
 * A part of a screen that fails costs itself: it says so in its own place, what is around it goes on, and another try is one
 * press away. `at` says what is shown: going elsewhere begins anew.
 */
export function Boundary({ at, children }: { at: string; children: ComponentChildren }) {
  const [error, again] = useErrorBoundary();
  const failedAt = useRef<string | undefined>(undefined);
  if (error) failedAt.current ??= at;
  useEffect(() => {
    if (failedAt.current === undefined || failedAt.current === at) return;
    failedAt.current = undefined;
    again();
  }, [at]);
  const { errors, act } = words();
  if (!error) return <>{children}</>;
  return (
    <div role="alert">
      <Empty icon={triangleAlertIcon} title={errors.partFailed}>
        <p>{errors.partFailedMore}</p>
        <Button look="primary" onPress={again}>
          {act.retry}
        </Button>
      </Empty>
    </div>
  );
}

/** The same for one row of a list (`as`: the element that the list is made of). */
export function RowBoundary({ as: Row, children }: { as: 'li' | 'div' | 'tr'; children: ComponentChildren }) {
  const [error] = useErrorBoundary();
  const { errors } = words();
  if (!error) return <>{children}</>;
  const text = <p class="quiet">{errors.rowFailed}</p>;
  return <Row>{Row === 'tr' ? <td colSpan={20}>{text}</td> : text}</Row>;
}
