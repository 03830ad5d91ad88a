import type { Id } from '../../domain/id.ts';
import { AcuteDoor } from '../acute/door.tsx';
import { useDesk } from '../desk.tsx';
import { Button } from '../kit/button.tsx';
import { lockIcon } from '../kit/icons.tsx';
import { later } from '../later.tsx';
import { words } from '../words/words.ts';

const HelpDoor = later(() => import('../help-door.tsx').then((file) => file.HelpDoor));

/** *Akut*, help and lock where a conversation covers the header that has them: they are one tap away on every screen. */
export function NarrowTools({ draft }: { draft?: Id }) {
  const desk = useDesk();
  return (
    <span class="narrow-tools">
      <AcuteDoor draft={draft} short />
      <HelpDoor />
      <Button icon={lockIcon} label={words().lock.lock} onPress={desk.lock} />
    </span>
  );
}
