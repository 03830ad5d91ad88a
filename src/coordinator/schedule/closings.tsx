import { useLocation } from 'preact-iso';
import type { Schedule } from '#api/client/schedule.ts';
import type { Closing } from '#domain/closing.ts';
import { addDays, type Day, daysBetween, isoWeekOf } from '#domain/day.ts';
import { holidayOn } from '#domain/holiday.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import { nextSchoolYear, schoolYear } from '#domain/planning.ts';
import { ButtonLink } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { banIcon, plusIcon } from '#kit/components/icons.tsx';
import { capital, dayShort, dayText, dayWithWeek, weekText } from '#kit/words/format.ts';
import { holidayText } from '#kit/words/holiday.ts';
import { words } from '#kit/words/words.ts';
import type { CoordinatorPage } from '../shared/page.ts';
import { ClosingForms, closingPath, OpenForm } from './closing-forms.tsx';
import { History } from './history.tsx';
import { hourPath } from './hour-forms.tsx';
import { DeskPage } from './plan-page.tsx';
import { BackLink, type DeskProps } from './planning.tsx';
import { placeName } from './say.ts';
import { scheduleText } from './text.ts';
import './closings.css';

/** *Lukkedage*: public holidays, the municipality's own closed days, and single dates that are cancelled. */
export function Closings(page: CoordinatorPage) {
  const say = scheduleText();
  const { path } = useLocation();
  return (
    <DeskPage {...page} title={say.closings} intro={say.closingsIntro}>
      {(desk) => <Part key={path.replace(/\/$/, '')} desk={desk} />}
    </DeskPage>
  );
}

function Part({ desk }: { desk: DeskProps }) {
  const say = scheduleText();
  const { path } = useLocation();
  const [id, command] = path.split('/').slice(3);
  if (!id) return <Lists schedule={desk.schedule} />;
  if (id === 'ny') return <ClosingForms desk={desk} />;
  const closing = desk.schedule.closings.find((one) => one.id === id);
  if (closing)
    return command === 'slet' ? (
      <OpenForm desk={desk} closing={closing} />
    ) : (
      <ClosingForms desk={desk} old={closing} />
    );
  return (
    <div class="plan-page">
      <BackLink href="/k/lukkedage" word={say.backClosings} />
      <Empty icon={banIcon} title={say.closingGone}>
        <p>{say.closingGoneMore}</p>
      </Empty>
    </div>
  );
}

function Lists({ schedule }: { schedule: Schedule }) {
  const say = scheduleText();
  const { closings, today } = schedule;
  const coming = closings.filter(({ to }) => to >= today);
  const past = closings.filter(({ to }) => to < today).toReversed();
  return (
    <>
      <div class="plan-bar">
        <ButtonLink look="primary" icon={plusIcon} href="/k/lukkedage/ny">
          {say.addClosing}
        </ButtonLink>
      </div>
      <Card title={say.closingsList}>
        {coming.length === 0 && <p class="quiet">{say.noClosings}</p>}
        <ClosingRows closings={coming} schedule={schedule} />
        {past.length > 0 && (
          <details>
            <summary>{say.closingsPast}</summary>
            <ClosingRows closings={past} schedule={schedule} />
          </details>
        )}
      </Card>
      <Singles schedule={schedule} />
      <Card title={say.holidays}>
        <p class="quiet">{say.holidaysHint}</p>
        <ul class="plan-holidays">
          {holidaysFrom(today).map((day) => (
            <li key={day}>
              <strong>{holidayText(holidayOn(day)!)}</strong>{' '}
              <span class="quiet">
                {dayText(day, true)} ({weekText(day)})
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <History schedule={schedule} />
    </>
  );
}

/** The public holidays to the end of the next school year, which is as far as is planned. */
function holidaysFrom(today: Day): Day[] {
  const last = schoolYear(nextSchoolYear(today)).to;
  return Array.from({ length: daysBetween(today, last) + 1 }, (_, ahead) => addDays(today, ahead)).filter(
    (day) => holidayOn(day) !== undefined,
  );
}

function ClosingRows({ closings, schedule }: { closings: readonly Closing[]; schedule: Schedule }) {
  const say = scheduleText();
  return (
    <ul class="rows plan-closings">
      <Each of={closings} as="li" keyOf={(closing) => closing.id}>
        {(closing) => (
          <li>
            <div class="plan-closing">
              <strong>{closing.name}</strong>
              <span>{spanOf(closing)}</span>
              <span class="quiet">{whoText(schedule, closing)}</span>
            </div>
            {closing.to >= schedule.today && (
              <a class="plan-link" href={closingPath(closing.id)} aria-label={say.editOf(closing.name)}>
                {words().act.change}
              </a>
            )}
            {closing.from > schedule.today && (
              <a
                class="plan-link"
                href={closingPath(closing.id, 'slet')}
                aria-label={say.deleteOf(closing.name)}
              >
                {say.delete}
              </a>
            )}
          </li>
        )}
      </Each>
    </ul>
  );
}

/** `12.10.2026–16.10.2026 (uge 42)` */
function spanOf({ from, to }: Closing): string {
  if (from === to) return capital(`${dayText(from, true)} (${weekText(from)})`);
  const days = `${dayShort(from, true)}–${dayShort(to, true)}`;
  return isoWeekOf(from).week === isoWeekOf(to).week
    ? `${days} (${weekText(from)})`
    : `${days} (${weekText(from)}–${isoWeekOf(to).week})`;
}

/** Whom a closing closes: the kinds in words, and the places by name while they are few. */
function whoText(schedule: Schedule, { kinds, places = [] }: Closing): string {
  const say = scheduleText();
  const { institutionKind } = words().lists;
  if (kinds.includes('*')) return say.everyPlace;
  const named = kinds.map((kind) => (kind === '*' ? say.everyPlace : institutionKind[kind]));
  const few = places.length <= 3;
  return [
    ...named,
    ...(few ? places.map((number) => placeName(schedule, number)) : [say.andPlaces(places.length)]),
  ].join(', ');
}

/** Single dates that are cancelled, by a coordinator here or by a worker on a tablet. */
function Singles({ schedule }: { schedule: Schedule }) {
  const say = scheduleText();
  const cancelled = schedule.occurrences
    .filter((record) => fieldOf(record, 'cancelled') !== null && record.fixed.date >= schedule.today)
    .toSorted((one, other) => one.fixed.date.localeCompare(other.fixed.date));
  return (
    <Card title={say.singles}>
      <p class="quiet">{cancelled.length === 0 ? say.noSingles : say.singlesHint}</p>
      <ul class="rows plan-closings">
        <Each of={cancelled} as="li" keyOf={(record) => record.id}>
          {(record) => {
            const { date, dropIn } = record.fixed;
            const known = schedule.dropIns.some(({ id }) => id === dropIn);
            return (
              <li>
                <div class="plan-closing">
                  <strong>{placeName(schedule, record.institution)}</strong>
                  <span>{capital(dayWithWeek(date))}</span>
                  <span class="quiet">{fieldOf(record, 'cancelled')}</span>
                </div>
                {known && dropIn !== null && (
                  <a
                    class="plan-link"
                    href={hourPath(dropIn, `hold/${date}`)}
                    aria-label={say.holdOf(dayWithWeek(date))}
                  >
                    {say.holdOne}
                  </a>
                )}
              </li>
            );
          }}
        </Each>
      </ul>
    </Card>
  );
}
