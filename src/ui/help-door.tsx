import { useState } from 'preact/hooks';
import { Help } from './help/help.tsx';
import { Button } from './kit/button.tsx';
import { circleQuestionMarkIcon } from './kit/icons.tsx';
import { Sheet } from './kit/sheet.tsx';
import { words } from './words/words.ts';

/** The help where nothing is open yet: it stands where the unlocked tablet has it. */
export function HelpDoor() {
  const { nav } = words();
  const [open, setOpen] = useState(false);
  return (
    <nav aria-label={nav.help}>
      <Button look="quiet" icon={circleQuestionMarkIcon} label={nav.help} onPress={() => setOpen(true)} />
      <Sheet open={open} title={nav.help} closeLabel={nav.close} onClose={() => setOpen(false)}>
        <Help />
      </Sheet>
    </nav>
  );
}
