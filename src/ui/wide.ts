import { useEffect, useState } from 'preact/hooks';

const wide = '(min-width: 64em)';

/** Is there room for list and work side by side (experience.md §1.3)? Follows the tablet when it is turned. */
export function useWide(): boolean {
  const [is, setIs] = useState(() => matchMedia(wide).matches);
  useEffect(() => {
    const query = matchMedia(wide);
    const turn = () => setIs(query.matches);
    query.addEventListener('change', turn);
    return () => query.removeEventListener('change', turn);
  }, []);
  return is;
}
