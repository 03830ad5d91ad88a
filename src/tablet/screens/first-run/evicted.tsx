import { useState } from 'preact/hooks';
import { askKnownDevices, type KnownDevice, type VaultSignIn } from '#api/client/http.ts';
import { dayOf } from '#domain/day.ts';
import { Button } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { cloudCheckIcon, hardDriveIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { dayText, timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { Tablet } from '../../state/tablet.ts';
import { firstText } from './text.ts';
import './marks.css';

const ReadBackup = lazy(() => import('../../shared/backup.tsx').then((file) => file.ReadBackup));

/**
 * The endpoint remembers vaults of the worker in this browser that the browser has not: says so, and how much of each had not
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
