import { useRef, useState } from 'preact/hooks';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { hardDriveIcon } from '#kit/components/icons.tsx';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { StorageError } from '../store/storage-error.ts';
import { tabletWords } from '../words/words.ts';

export type NotSaved = 'full' | 'dead' | 'unexpected';

/** One save at a time. When it fails nothing is called saved, and what was typed stays where it is. */
export function useSaving() {
  const [busy, setBusy] = useState(false);
  // Two taps in one frame are still one save.
  const under = useRef(false);
  const [fault, setFault] = useState<NotSaved>();
  const save = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    setFault(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      const reason = error instanceof StorageError ? error.reason : undefined;
      setFault(reason === 'full' || reason === 'dead' ? reason : 'unexpected');
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  };
  return { busy, fault, save };
}

/** Why it was not saved, in words; stays until the next try. */
export function NotSavedBanner({ fault }: { fault: NotSaved | undefined }) {
  const { sync, tablet } = tabletWords();
  const { isStoreDead } = useUnlocked();
  if (!fault) return null;
  const title = fault === 'full' ? sync.full : fault === 'dead' ? sync.storageDead : tablet.notSaved;
  return (
    <Banner
      tone="danger"
      icon={hardDriveIcon}
      role="alert"
      title={title}
      action={
        fault === 'full' || isStoreDead.value ? undefined : (
          <Button onPress={() => location.reload()}>{sync.restart}</Button>
        )
      }
    >
      {tablet.stillHere}
    </Banner>
  );
}
