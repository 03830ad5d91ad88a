import type { Booked } from '#domain/booking.ts';
import type { Slot } from '#domain/drop-in.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Row } from '#kit/components/card.tsx';
import { CopyField } from '#kit/components/copy-field.tsx';
import { Each } from '#kit/components/each.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  banIcon,
  calendarIcon,
  clockIcon,
  printerIcon,
  rotateCcwIcon,
  usersIcon,
} from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { timeText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { joined } from '../../shared/hour-name.ts';
import { NotSavedBanner } from '../../shared/saving.tsx';
import { personName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import type { Block } from './blocks.ts';
import { useChange } from './change.ts';
import type { Step } from './hour-sheet.tsx';
import { weekText, whenText, whyOff } from './text.ts';
import './hour-about.css';

interface AboutProps {
  block: Block;
  onStep: (step: Step) => void;
  onClose: () => void;
}

/** The worker who holds the hour, the bookings, the free slots, and the buttons that change it. */
export function HourAbout({ block, onStep, onClose }: AboutProps) {
  const text = weekText();
  const { hour, place, booked, free } = block;
  const { state } = hour;
  const off = state === 'held' ? undefined : text.off(text.states[state], whyOff(hour));
  return (
    <>
      {off && <Banner tone="wait" icon={banIcon} title={off} />}
      <WhoHolds block={block} />
      {booked.length > 0 ? <Bookings booked={booked} /> : state === 'held' && <p>{text.noBookings}</p>}
      <FreeTimes free={free} />
      <Ways block={block} onStep={onStep} onClose={onClose} />
      <p>
        <ButtonLink look="quiet" icon={calendarIcon} href={`/?dag=${hour.date}`}>
          {text.openDay}
        </ButtonLink>
      </p>
      {place.booking && <Link path={`/b/${place.booking}`} />}
    </>
  );
}

function WhoHolds({ block: { hour, mine, planned } }: { block: Block }) {
  const unlocked = useUnlocked();
  const text = weekText();
  if (mine && planned === hour.worker) return null;
  const [name, before] = [
    personName(unlocked.replica(), hour.worker),
    personName(unlocked.replica(), planned),
  ];
  const holderText = mine
    ? text.insteadOf(before)
    : planned === hour.worker
      ? text.colleagues(name)
      : text.takenBy(name, before);
  return (
    <p class="with-icon">
      <Icon of={usersIcon} />
      {holderText}
    </p>
  );
}

function Bookings({ booked }: { booked: readonly Booked[] }) {
  const text = weekText();
  const states: { readonly [state in Booked['state']]?: string } = {
    mustMove: text.mustMoveOne,
    absent: text.absent,
    kept: text.kept,
  };
  return (
    <section aria-label={text.bookings(booked.length)}>
      <h3>{text.bookings(booked.length)}</h3>
      <ul class="rows">
        <Each of={booked} as="li" keyOf={({ id }) => id}>
          {({ start, role, name, theme, state }) => (
            <Row
              lead={timeText(start)}
              title={valueText('role', role)}
              more={[name, theme && valueText('themes', theme)].filter(Boolean).join(' · ')}
              aside={
                states[state] && (
                  <Pill tone={state === 'mustMove' ? 'wait' : 'neutral'} word={states[state]} />
                )
              }
            />
          )}
        </Each>
      </ul>
    </section>
  );
}

function FreeTimes({ free }: { free: readonly Slot[] }) {
  const text = weekText();
  const times = (walkIn: boolean) =>
    free
      .filter((slot) => slot.walkIn === walkIn)
      .map(({ start }) => timeText(start))
      .join(', ');
  const [open, kept] = [times(false), times(true)];
  return (
    <>
      {open && <p>{text.freeTimes(open)}</p>}
      {kept && <p class="quiet">{text.walkInTimes(kept)}</p>}
    </>
  );
}

/** The buttons that change the hour. There are none for an hour that has begun and for past days. */
function Ways({ block, onStep, onClose }: AboutProps) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { busy, fault, change } = useChange(block, onClose);
  const { hour, place, mine, planned, phase } = block;
  const { state } = hour;
  const when = whenText(hour);
  if (hour.date < unlocked.today.value && !hour.movedTo) return <p class="quiet">{text.past}</p>;
  if (phase !== 'planned' || state === 'closed') return null;
  const before = personName(unlocked.replica(), planned);
  const isMoved = state === 'moved';
  return (
    <>
      <NotSavedBanner fault={fault} />
      <div class="week-sheet-ways">
        {state === 'held' && (
          <>
            <Button icon={banIcon} onPress={() => onStep('cancel')}>
              {text.cancel}
            </Button>
            <Button icon={clockIcon} onPress={() => onStep('move')}>
              {text.move}
            </Button>
          </>
        )}
        {state === 'cancelled' && (
          <Button
            look="primary"
            icon={rotateCcwIcon}
            disabled={busy}
            onPress={() => change({ cancelled: null }, text.restored(place.name, when))}
          >
            {text.restore}
          </Button>
        )}
        {isMoved && (
          <Button
            look="primary"
            icon={rotateCcwIcon}
            disabled={busy}
            onPress={() => change({ moved: null }, text.movedBack(place.name, when))}
          >
            {text.moveBack}
          </Button>
        )}
        {!mine && state === 'held' && (
          <Button
            look="primary"
            icon={usersIcon}
            disabled={busy}
            onPress={() => change({ heldBy: unlocked.person }, text.taken(place.name, when))}
          >
            {text.takeOver}
          </Button>
        )}
        {mine && planned !== hour.worker && (
          <Button
            icon={usersIcon}
            disabled={busy}
            onPress={() => change({ heldBy: null }, text.given(before, joined(place.name, when)))}
          >
            {text.giveBack(before)}
          </Button>
        )}
      </div>
    </>
  );
}

/** What is given to those who book, also without a network; the poster is drawn by the endpoint. */
function Link({ path }: { path: string }) {
  const text = weekText();
  return (
    <section class="stack" aria-label={text.link}>
      <h3>{text.link}</h3>
      <CopyField what={text.link} value={`${location.origin}${path}`} />
      <p>
        <a class="button" data-look="quiet" href={`${path}/plakat`} target="_blank" rel="noreferrer">
          <Icon of={printerIcon} />
          {text.poster}
        </a>{' '}
        <span class="small quiet">{text.posterNet}</span>
      </p>
    </section>
  );
}
