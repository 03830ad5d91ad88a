import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { useFailure } from './boundary.tsx';

interface EachProps<T> {
  of: readonly T[];
  /** The element that the list is made of. */
  as: 'li' | 'div' | 'tr';
  keyOf: (item: T, at: number) => string;
  children: (item: T, at: number) => ComponentChildren;
}

/**
 * The rows of a list. One that cannot be drawn costs itself: it says so in its own place, and the others are there. Drawing
 * begins inside the guard, so that what the list itself reads of a record is guarded with it.
 */
export const Each = <T,>({ of, as, keyOf, children }: EachProps<T>) => (
  <>
    {of.map((item, at) => (
      <Guarded key={keyOf(item, at)} as={as} item={item} draw={() => children(item, at)} />
    ))}
  </>
);

interface GuardedProps {
  as: EachProps<unknown>['as'];
  /** What is drawn: when another version of it comes, it is tried anew. */
  item: unknown;
  draw: () => ComponentChildren;
}

function Guarded({ as: Row, item, draw }: GuardedProps) {
  const { error } = useFailure(item);
  if (!error) return <Drawn draw={draw} />;
  const text = <p class="quiet">{words().errors.rowFailed}</p>;
  return <Row data-unreadable>{Row === 'tr' ? <td colSpan={20}>{text}</td> : text}</Row>;
}

/** A component of its own: a guard hears only what fails below it. */
const Drawn = ({ draw }: Pick<GuardedProps, 'draw'>) => <>{draw()}</>;
