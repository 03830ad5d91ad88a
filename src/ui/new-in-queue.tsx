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

interface NewInQueueProps {
  hour: QueueHour;
  /** Of the hour: place and time. */
  name: string;
  /** An icon alone, where there is little room. */
  short?: boolean;
}

/** *Ny i kø*: two taps, the second says who. No name is asked for. */
export function NewInQueue({ hour, name, short = false }: NewInQueueProps) {
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
      <Button icon={userPlusIcon} label={words().tablet.about(text.join, name)} onPress={() => setOpen(true)}>
        {short ? undefined : text.join}
      </Button>
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
