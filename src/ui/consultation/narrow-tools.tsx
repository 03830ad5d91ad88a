import { useDesk } from '../desk.tsx';
import { Button } from '../kit/button.tsx';
import { lockIcon } from '../kit/icons.tsx';
import { later } from '../later.tsx';
import { words } from '../words/words.ts';

const HelpDoor = later(() => import('../help-door.tsx').then((file) => file.HelpDoor));

/** Help and lock where a conversation covers the header that has them: they are one tap away on every screen. */
export function NarrowTools() {
  const desk = useDesk();
  return (
    <span class="narrow-tools">
      <HelpDoor />
      <Button icon={lockIcon} label={words().lock.lock} onPress={desk.lock} />
    </span>
  );
}
