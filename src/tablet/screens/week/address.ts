import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { addDays, Day } from '#domain/day.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { mondayBefore, mondayToShow } from './blocks.ts';

export type View = 'grid' | 'list';

/** Which week is shown and how: the address says it, so that back, reload and a turned tablet keep it. */
export interface Shown {
  monday: Day;
  view: View;
  /** The address of another week or view. */
  to: (change: { monday?: Day; view?: View }) => string;
}

const narrow = '(max-width: 37.4375em)';

/** Without a choice a phone begins with the list: five columns have no room there. */
function useNarrow(): boolean {
  const [is, setIs] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const query = matchMedia(narrow);
    const turn = () => setIs(query.matches);
    query.addEventListener('change', turn);
    return () => query.removeEventListener('change', turn);
  }, []);
  return is;
}

export function useShown(): Shown {
  const unlocked = useUnlocked();
  const { query } = useLocation();
  const isNarrow = useNarrow();
  const first = mondayToShow(unlocked.today.value);
  const asked = Day.safeParse(query.dag);
  const monday = asked.success ? mondayBefore(asked.data) : first;
  const chosen = query.vis === 'liste' ? 'list' : query.vis === 'skema' ? 'grid' : undefined;
  const to: Shown['to'] = (change) => {
    const { monday: day, view } = { monday, view: chosen, ...change };
    const asks = [day !== first && `dag=${day}`, view && `vis=${view === 'list' ? 'liste' : 'skema'}`].filter(
      Boolean,
    );
    return `/uge${asks.length > 0 ? `?${asks.join('&')}` : ''}`;
  };
  return { monday, view: chosen ?? (isNarrow ? 'list' : 'grid'), to };
}

/** The Monday a number of weeks later. */
export const weeksLater = (monday: Day, count: number): Day => addDays(monday, 7 * count);
