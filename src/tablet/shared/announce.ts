import { useEffect, useRef, useState } from 'preact/hooks';
import { useUnlocked } from '../state/unlocked-context.tsx';

/** Says what came by itself, once and politely: never in place of a line that holds the way back from something. */
export function useAnnounce(): (text: string) => void {
  const unlocked = useUnlocked();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const undoable = unlocked.toast.value?.undo !== undefined;
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  useEffect(() => {
    if (undoable || waiting.length === 0) return;
    unlocked.showToast(waiting.join(' '));
    setWaiting([]);
  }, [unlocked, undoable, waiting]);
  return (text) => {
    if (mounted.current) setWaiting((before) => [...before, text]);
  };
}
