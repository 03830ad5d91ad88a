import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { triangleAlertIcon } from './icons.tsx';

/** Catches an error of drawing below. When `of` changes, drawing is tried again. */
export function useFailure(of: unknown): { error: unknown; again: () => void } {
  const [error, again] = useErrorBoundary();
  const failed = useRef<{ of: unknown } | undefined>(undefined);
  if (error) failed.current ??= { of };
  useEffect(() => {
    if (!failed.current || failed.current.of === of) return;
    failed.current = undefined;
    again();
  }, [of]);
  return { error, again };
}

interface BoundaryProps {
  at: string;
  around?: (message: ComponentChildren) => ComponentChildren;
  children: ComponentChildren;
}

/**
 * Shows an error in the place of the part that failed; everything around it goes on, and one press tries again. `at` says what
 * is shown: another value begins anew. `around`: what the part would have drawn itself, where it is the whole screen.
 */
export function Boundary({ at, around, children }: BoundaryProps) {
  const { error, again } = useFailure(at);
  const { errors, act } = words();
  if (!error) return <>{children}</>;
  const message = (
    <div role="alert">
      <Empty icon={triangleAlertIcon} title={errors.partFailed}>
        <p>{errors.partFailedMore}</p>
        <Button look="primary" onPress={again}>
          {act.retry}
        </Button>
      </Empty>
    </div>
  );
  return <>{around ? around(message) : message}</>;
}
