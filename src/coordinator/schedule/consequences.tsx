import type { AffectedBooking, Schedule } from '#api/client/schedule.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { datesShown, nextDates } from '#domain/planning.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { circleAlertIcon, infoIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { wordFor } from '#kit/words/da-lists.ts';
import { capital, dayWithWeek } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { Dates } from './dates.tsx';
import { hourText, placeName, spanText, workerName } from './say.ts';
import { scheduleText } from './text.ts';
import type { Proposal } from './use-plan-command.ts';
import './consequences.css';

interface ConsequencesProps {
  proposal: Proposal;
  schedule: Schedule;
  busy: boolean;
  onSave: () => void;
  onRevise: (() => void) | undefined;
}

/** Everything that a command brings about, before it is saved: hours, dates, bookings, and what their owners will read. */
export function Consequences({ proposal, schedule, busy, onSave, onRevise }: ConsequencesProps) {
  const say = scheduleText();
  const { answer } = proposal;
  const told = answer.affectedBookings.filter(({ mail }) => mail !== null).length;
  const idle = proposal.command.type === 'copy' && answer.made.length === 0;
  return (
    <div class="plan-consequences">
      {answer.type === 'changed' && (
        <Banner tone="wait" icon={circleAlertIcon} role="alert" title={say.changed}>
          {say.changedMore}
        </Banner>
      )}
      {answer.type === 'clash' && <Clashes answer={answer} />}
      {idle && <Banner tone="neutral" icon={infoIcon} role="status" title={say.nothing} />}
      <Hours answer={answer} schedule={schedule} />
      <Gangs title={say.falls(answer.noLongerHeld.length)} those={answer.noLongerHeld} schedule={schedule} />
      <Gangs title={say.returns(answer.heldAgain.length)} those={answer.heldAgain} schedule={schedule} />
      {answer.dropped.map(({ institution, date }) => (
        <p key={`${institution} ${date}`}>
          {say.dropped(dayWithWeek(date), placeName(schedule, institution))}
        </p>
      ))}
      <AffectedBookings bookings={answer.affectedBookings} schedule={schedule} />
      <div class="plan-buttons">
        {answer.type !== 'clash' && !idle && (
          <Button look="primary" disabled={busy} onPress={onSave}>
            {told > 0 ? say.saveAndTell(told) : words().act.save}
          </Button>
        )}
        {onRevise && <Button onPress={onRevise}>{words().act.change}</Button>}
      </div>
    </div>
  );
}

function Clashes({ answer }: { answer: Proposal['answer'] }) {
  const say = scheduleText();
  return (
    <Banner tone="danger" icon={triangleAlertIcon} role="alert" title={say.clash}>
      <ul>
        <Each of={answer.clashes} as="li" keyOf={({ date, other }) => `${other.id} ${date}`}>
          {({ of, date, other, place, worker }) => (
            <li>
              {of === 'worker'
                ? say.clashWorker(worker, place, dayWithWeek(date), spanText(other))
                : say.clashRoom(other.room, place, dayWithWeek(date), spanText(other))}
            </li>
          )}
        </Each>
      </ul>
      <p>{say.clashMore}</p>
    </Banner>
  );
}

/** So many lines are shown at once; the others open by a press. */
const glance = 8;

function Hours({ answer, schedule }: { answer: Proposal['answer']; schedule: Schedule }) {
  const say = scheduleText();
  const ended = answer.ended.map((hour) =>
    say.ends(hourText(schedule, hour), dayWithWeek(hour.validTo ?? hour.validFrom)),
  );
  const takenOut = answer.takenOut.map((hour) => say.takenOut(hourText(schedule, hour)));
  const made = answer.made.map((hour) =>
    say.begins(
      hourText(schedule, hour),
      hour.room,
      workerName(schedule, hour.worker),
      dayWithWeek(hour.validFrom),
    ),
  );
  const lines = [...ended, ...takenOut, ...made];
  if (lines.length === 0) return null;
  const only = answer.made.length === 1 ? answer.made[0] : undefined;
  return (
    <Card title={say.title}>
      {lines.length > glance && <p>{say.sum(ended.length + takenOut.length, made.length)}</p>}
      <Lines lines={lines} />
      {only && (
        <>
          <h3 class="plan-sub">{say.dates(datesShown)}</h3>
          <Dates dates={datesOf(only, schedule)} />
        </>
      )}
    </Card>
  );
}

function datesOf(hour: DropIn, schedule: Schedule) {
  const place = schedule.places.find(({ number }) => number === hour.institution);
  return place ? nextDates(hour, place, schedule.today, schedule) : [];
}

function Lines({ lines }: { lines: readonly string[] }) {
  const { act } = words();
  const list = (those: readonly string[]) => (
    <ul class="plan-lines">
      <Each of={those} as="li" keyOf={(line) => line}>
        {(line) => <li>{line}</li>}
      </Each>
    </ul>
  );
  if (lines.length <= glance) return list(lines);
  return (
    <details>
      <summary>{`${act.showAll} (${lines.length})`}</summary>
      {list(lines)}
    </details>
  );
}

function Gangs(props: { title: string; those: Proposal['answer']['noLongerHeld']; schedule: Schedule }) {
  const { title, those, schedule } = props;
  if (those.length === 0) return null;
  return (
    <Card title={title}>
      <Lines
        lines={those.map(
          (hour) =>
            `${capital(dayWithWeek(hour.date))} ${spanText(hour)} · ${placeName(schedule, hour.institution)} · ${workerName(schedule, hour.worker)}`,
        )}
      />
    </Card>
  );
}

function AffectedBookings(props: { bookings: readonly AffectedBooking[]; schedule: Schedule }) {
  const { bookings, schedule } = props;
  const say = scheduleText();
  const { inquirerRole } = words().lists;
  return (
    <Card title={say.hits(bookings.length)}>
      <ul class="rows">
        <Each of={bookings} as="li" keyOf={(booking) => booking.id}>
          {(booking) => (
            <li class="plan-hit">
              <p>
                <strong>{wordFor(inquirerRole, booking.role)}</strong> · {dayWithWeek(booking.date)}{' '}
                {spanText(booking)} · {placeName(schedule, booking.institution)}:{' '}
                {say.becomes[booking.becomes]}
              </p>
              {booking.mail ? (
                <details>
                  <summary>
                    {say.mail}: {booking.mail.subject}
                  </summary>
                  <pre class="plan-mail">{booking.mail.text}</pre>
                </details>
              ) : (
                <p class="quiet">{say.noMail}</p>
              )}
            </li>
          )}
        </Each>
      </ul>
    </Card>
  );
}
