import { useEffect, useState } from 'preact/hooks';

/** Is there room for list and work side by side (docs/screens.md, "What holds everywhere")? Follows the tablet when it is turned. */
export const useWide = (): boolean => useMedia('(min-width: 64em)');

/** Is the window so low that what matters most must come first, and the rest is scrolled to? */
export const useLow = (): boolean =>
  useMedia('(max-height: 30em), (max-width: 37.4375em) and (max-height: 44em)');

function useMedia(media: string): boolean {
  const [is, setIs] = useState(() => matchMedia(media).matches);
  useEffect(() => {
    const query = matchMedia(media);
    const turn = () => setIs(query.matches);
    query.addEventListener('change', turn);
    return () => query.removeEventListener('change', turn);
  }, [media]);
  return is;
}
