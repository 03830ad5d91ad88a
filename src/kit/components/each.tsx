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
 * The rows of a list. A row that cannot be drawn shows an error in its own place, and the others are there. `children` is
 * called inside the guard, so that an error in what the list itself reads of a record is caught too.
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
  /** The item drawn. When another version of it comes, drawing is tried again. */
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
