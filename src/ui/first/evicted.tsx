import { useState } from 'preact/hooks';
import { dayOf } from '../../domain/day.ts';
import { askKnownDevices, type KnownDevice, type VaultSignIn } from '../../sync/endpoint.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Each } from '../kit/each.tsx';
import { Icon } from '../kit/icon.tsx';
import { cloudCheckIcon, hardDriveIcon, triangleAlertIcon } from '../kit/icons.tsx';
import { later } from '../later.tsx';
import type { Tablet } from '../tablet.ts';
import { dayText, timeOf } from '../words/format.ts';
import { words } from '../words/words.ts';
import { firstText } from './text.ts';

const ReadBackup = later(() => import('../backup.tsx').then((file) => file.ReadBackup));

/**
 * The endpoint remembers vaults of hers in this browser that the browser has not: says so, and how much of each had not
 * come. Nothing more is known here; what had come is downloaded again.
 */
export function Evicted({
  tablet,
  signedIn,
  onAnew,
}: {
  tablet: Tablet;
  signedIn: VaultSignIn;
  onAnew: () => void;
}) {
  const text = firstText();
  const [known, setKnown] = useState(signedIn.devices);
  const lookAgain = () => {
    askKnownDevices(tablet.fetch, signedIn.signIn).then(setKnown, () => undefined);
  };
  return (
    <Card>
      <div class="stack" data-evicted>
        <h1 class="with-icon">
          <Icon of={hardDriveIcon} />
          {text.evicted}
        </h1>
        <p>{text.evictedWhy}</p>
        <ul class="stack marks" aria-live="polite">
          <Each of={known} as="li" keyOf={(one) => one.id}>
            {(one) => (
              <li>
                <p>{heardText(one)}</p>
                <p class="with-icon">
                  <Icon of={one.unsent > 0 ? triangleAlertIcon : cloudCheckIcon} />
                  <strong>{one.unsent > 0 ? text.missing(one.unsent) : text.allCame}</strong>
                </p>
              </li>
            )}
          </Each>
        </ul>
        <p>{text.fetched}</p>
        <p>{text.readFirst}</p>
        <ReadBackup fetch={tablet.fetch} onSent={lookAgain} />
        <Button look="primary" wide onPress={onAnew}>
          {text.anew}
        </Button>
      </div>
    </Card>
  );
}

function heardText({ tablet, seenAt }: KnownDevice): string {
  const text = firstText();
  if (!seenAt) return text.neverHeard(tablet);
  return text.lastHeard(tablet, `${dayText(dayOf(seenAt))} ${words().date.at(timeOf(seenAt))}`);
}
