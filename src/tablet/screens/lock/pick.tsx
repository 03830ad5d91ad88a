import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button } from '#kit/components/button.tsx';
import { Card, Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { chevronRightIcon, userPlusIcon } from '#kit/components/icons.tsx';
import { Alone } from '../../shared/alone.tsx';
import type { Tablet } from '../../state/tablet.ts';
import type { VaultRow } from '../../store/db.ts';
import { tabletWords } from '../../words/words.ts';

/** Several workers share the tablet: initials only. */
export function Pick({ tablet, rows }: { tablet: Tablet; rows: readonly VaultRow[] }) {
  const { route } = useLocation();
  // The next worker begins with today, not on the screen where another worker stopped.
  useEffect(() => route('/', true), [route]);
  const { tablet: text, lock } = tabletWords();
  return (
    <Alone tablet={tablet}>
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
      <Button look="quiet" icon={userPlusIcon} onPress={() => tablet.show({ type: 'first' })}>
        {text.newUser}
      </Button>
    </Alone>
  );
}
