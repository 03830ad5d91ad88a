import { useState } from 'preact/hooks';
import { inquirerRoles } from '#domain/consultation.ts';
import { Button } from '#kit/components/button.tsx';
import { userPlusIcon } from '#kit/components/icons.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { joinQueue, type QueueHour } from '../actions/queue.ts';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { tabletWords } from '../words/words.ts';
import { queueText } from './queue-words.ts';
import { NotSavedBanner, useSaving } from './saving.tsx';

interface NewInQueueProps {
  hour: QueueHour;
  /** Of the hour: place and time. */
  name: string;
  /** An icon alone, where there is little room. */
  short?: boolean;
}

/** *Ny i kø*: two taps, the second chooses the inquirer's role. No name is asked for. */
export function NewInQueue({ hour, name, short = false }: NewInQueueProps) {
  const unlocked = useUnlocked();
  const text = queueText();
  const { busy, fault, save } = useSaving();
  const [open, setOpen] = useState(false);
  const join = async (role: string) => {
    if (!(await save(() => joinQueue(unlocked.vault, hour, role)))) return;
    setOpen(false);
    unlocked.showToast(text.joined(valueText('role', role)));
  };
  return (
    <>
      <Button
        icon={userPlusIcon}
        label={tabletWords().tablet.about(text.join, name)}
        onPress={() => setOpen(true)}
      >
        {short ? undefined : text.join}
      </Button>
      <Sheet open={open} title={text.who} closeLabel={words().act.close} onClose={() => setOpen(false)}>
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
