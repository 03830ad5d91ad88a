import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { hardDriveIcon, rotateCcwIcon } from '#kit/components/icons.tsx';
import { SaveBackup } from '../../shared/backup.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { syncText } from './text.ts';

/** The tablet's store does not answer: on every screen, until it does again. What was typed stays where it is. */
export function StoreDead() {
  const unlocked = useUnlocked();
  const { sync } = tabletWords();
  if (!unlocked.isStoreDead.value) return null;
  return (
    <Banner tone="danger" icon={hardDriveIcon} role="alert" title={sync.storageDead}>
      <div class="stack">
        <p>{syncText().deadWhy}</p>
        <div class="button-row">
          <SaveBackup look="primary" />
          <Button icon={rotateCcwIcon} onPress={() => location.reload()}>
            {sync.restart}
          </Button>
        </div>
      </div>
    </Banner>
  );
}
