import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { VaultRow } from '../../store/db.ts';
import { AcuteDoor } from '../acute/door.tsx';
import { DemoBar } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { Card, Row } from '../kit/card.tsx';
import { Each } from '../kit/each.tsx';
import { Icon } from '../kit/icon.tsx';
import { chevronRightIcon, userPlusIcon } from '../kit/icons.tsx';
import { later } from '../later.tsx';
import type { Tablet } from '../tablet.ts';
import { words } from '../words/words.ts';

const HelpDoor = later(() => import('../help-door.tsx').then((file) => file.HelpDoor));

/** Several workers share the tablet: initials only. */
export function Pick({ tablet, rows }: { tablet: Tablet; rows: readonly VaultRow[] }) {
  const { route } = useLocation();
  // Whoever comes next begins with her own day, not where somebody else stopped.
  useEffect(() => route('/', true), [route]);
  const { lock, demo, tablet: text } = words();
  return (
    <div class="tablet">
      {tablet.demo.value && <DemoBar text={demo.bar} />}
      <header class="help-door">
        <AcuteDoor />
        <HelpDoor />
      </header>
      <main class="alone">
        <Card>
          <h1>{lock.pick}</h1>
          <ul class="rows">
            <Each of={rows} as="li" keyOf={(row) => row.device}>
              {(row) => (
                <Row
                  title={row.initials}
                  aside={<Icon of={chevronRightIcon} />}
                  onPress={() => tablet.pick(row)}
                />
              )}
            </Each>
          </ul>
        </Card>
        <Button look="quiet" icon={userPlusIcon} onPress={() => tablet.show({ at: 'first' })}>
          {text.newUser}
        </Button>
      </main>
    </div>
  );
}
