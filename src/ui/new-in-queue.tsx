import { useState } from 'preact/hooks';
import { inquirerRoles } from '../domain/consultation.ts';
import { joinQueue, type QueueHour } from '../store/queue.ts';
import { useDesk } from './desk.tsx';
import { Button } from './kit/button.tsx';
import { userPlusIcon } from './kit/icons.tsx';
import { Sheet } from './kit/sheet.tsx';
import { queueText } from './queue-text.ts';
import { NotSavedBanner, useSaving } from './saving.tsx';
import { valueText } from './words/value.ts';
import { words } from './words/words.ts';

/** *Ny i kø*: two taps, the second says who. No name is asked for. `short`: an icon alone, where there is little room. */
export function NewInQueue({ hour, short = false }: { hour: QueueHour; short?: boolean }) {
  const desk = useDesk();
  const text = queueText();
  const { busy, fault, save } = useSaving();
  const [open, setOpen] = useState(false);
  const join = async (role: string) => {
    if (!(await save(() => joinQueue(desk.vault, hour, role)))) return;
    setOpen(false);
    desk.say(text.joined(valueText('role', role)));
  };
  return (
    <>
      {short ? (
        <Button icon={userPlusIcon} label={text.join} onPress={() => setOpen(true)} />
      ) : (
        <Button icon={userPlusIcon} onPress={() => setOpen(true)}>
          {text.join}
        </Button>
      )}
      <Sheet open={open} title={text.who} closeLabel={words().nav.close} onClose={() => setOpen(false)}>
        <div class="stack">
          <div class="chips-list" data-grid>
            {inquirerRoles.map((role) => (
              <Button key={role} disabled={busy} onPress={() => void join(role)}>
                {valueText('role', role)}
              </Button>
            ))}
          </div>
          <NotSavedBanner fault={fault} />
        </div>
      </Sheet>
    </>
  );
}
