import { SaveBackup } from '../backup.tsx';
import { useDesk } from '../desk.tsx';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { hardDriveIcon, rotateCcwIcon } from '../kit/icons.tsx';
import { words } from '../words/words.ts';
import { syncText } from './text.ts';

/** The tablet's store does not answer: on every screen, until it does again. What was typed stays where it is. */
export function StoreDead() {
  const desk = useDesk();
  const { sync } = words();
  if (!desk.isStoreDead.value) return null;
  return (
    <Banner tone="danger" icon={hardDriveIcon} role="alert" title={sync.storageDead}>
      <div class="stack">
        <p>{syncText().deadWhy}</p>
        <div class="hour-ways">
          <SaveBackup look="primary" />
          <Button icon={rotateCcwIcon} onPress={() => location.reload()}>
            {sync.restart}
          </Button>
        </div>
      </div>
    </Banner>
  );
}
