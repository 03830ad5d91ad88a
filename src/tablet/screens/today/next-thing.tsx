import { useLocation } from 'preact-iso';
import type { Id } from '#domain/id.ts';
import { ActionBar } from '#kit/components/action-bar.tsx';
import { Button } from '#kit/components/button.tsx';
import { plusIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { startSession } from '../../actions/session.ts';
import { useKey } from '../../device/shortcuts.ts';
import type { HourName } from '../../shared/hour-name.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useDayTail } from '../../shared/selected-day.ts';
import { beginCapture } from '../../shared/start-draft.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { type Hour, startOf } from './hours.ts';

interface NextThingProps {
  /** All that the screen shows as cards. */
  hours: readonly Hour[];
  names: ReadonlyMap<Id, HourName>;
  canStart: boolean;
}

/** *Ny henvendelse* needs an open hour; where exactly one is planned, one tap starts both. */
export function NextThing({ hours, names, canStart }: NextThingProps) {
  const unlocked = useUnlocked();
  const { route, path } = useLocation();
  const tail = useDayTail();
  const { consultation } = words();
  const { tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const running = hours.filter(({ phase }) => phase === 'open');
  const own = running.filter(({ session }) => session?.fixed.worker === unlocked.person);
  // A colleague's open hour is used only while the worker holds no open hour.
  const open = own.length > 0 ? own : running;
  const planned = hours.filter(({ phase, as, off }) => phase === 'planned' && as !== 'substitute' && !off);
  const begin = (hour: Hour, session: string) => {
    const id = beginCapture(unlocked, { session, institution: hour.place.number });
    route(`/ny/${id}${tail}`);
  };
  const startBoth = (hour: Hour) =>
    save(async () => {
      begin(hour, await startSession(unlocked.vault, startOf(hour)));
    });
  const only = canStart && planned.length === 1 && open.length === 0 ? planned[0] : undefined;
  const first = open[0];
  const isTalking = path.startsWith('/ny/');
  useKey(
    'n',
    isTalking ? undefined : first ? () => begin(first, first.id) : only && (() => void startBoth(only)),
  );
  if (open.length === 0 && !only) return fault ? <NotSavedBanner fault={fault} /> : null;
  const about = (what: string, { id }: Hour) => tablet.about(what, names.get(id)!.full);
  return (
    <ActionBar flat>
      <NotSavedBanner fault={fault} />
      {open.map((hour) => (
        <Button
          key={hour.id}
          look="primary"
          icon={plusIcon}
          label={about(consultation.new, hour)}
          disabled={busy}
          onPress={() => begin(hour, hour.id)}
        >
          {open.length > 1 ? about(consultation.new, hour) : consultation.new}
        </Button>
      ))}
      {only && (
        <Button
          look="primary"
          icon={plusIcon}
          label={about(tablet.startAndNew, only)}
          disabled={busy}
          onPress={() => void startBoth(only)}
        >
          {tablet.startAndNew}
        </Button>
      )}
    </ActionBar>
  );
}
