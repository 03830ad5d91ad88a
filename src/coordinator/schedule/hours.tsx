import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Day } from '#domain/day.ts';
import { nextSchoolYear } from '#domain/planning.ts';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { Select } from '#kit/components/field.tsx';
import { calendarDaysIcon, plusIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import type { CoordinatorPage } from '../shared/page.ts';
import { logWords } from '../words/words.ts';
import { History } from './history.tsx';
import { HourDetail } from './hour-detail.tsx';
import { CopyForm, DateForm, EndForm, HourForms, RemoveForm } from './hour-forms.tsx';
import { type HourView, hoursAddress, hourViews, readHoursAddress, soughtHours } from './hours-address.ts';
import { HoursTable } from './hours-table.tsx';
import { DeskPage } from './plan-page.tsx';
import { BackLink, type DeskProps } from './planning.tsx';
import { scheduleText } from './text.ts';
import '#kit/components/chips.css';
import './hours.css';

/** *Træffetider*: the list, one hour, and each form that changes it. Each has an address of its own. */
export function Hours(page: CoordinatorPage) {
  const say = scheduleText();
  const { path } = useLocation();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <DeskPage {...page} title={say.title} intro={say.intro}>
      {(desk) => (
        <Part key={path.replace(/\/$/, '')} desk={desk} selected={selected} onSelect={setSelected} />
      )}
    </DeskPage>
  );
}

interface PartProps {
  desk: DeskProps;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

function Part({ desk, selected, onSelect }: PartProps) {
  const { path } = useLocation();
  const [id, command, date] = path.split('/').slice(3);
  if (!id) return <List desk={desk} selected={selected} onSelect={onSelect} />;
  if (id === 'ny') return <HourForms desk={desk} />;
  if (id === 'kopi') {
    return selected.size > 0 ? (
      <CopyForm desk={desk} ids={[...selected]} forget={() => onSelect(new Set())} />
    ) : (
      <Gone />
    );
  }
  const hour = desk.schedule.dropIns.find((one) => one.id === id);
  if (!hour) return <Gone />;
  if (command === 'skift') return <HourForms desk={desk} old={hour} />;
  if (command === 'afslut') return <EndForm desk={desk} hour={hour} />;
  if (command === 'fjern') return <RemoveForm desk={desk} hour={hour} />;
  if ((command === 'aflys' || command === 'hold') && Day.safeParse(date).success) {
    return <DateForm desk={desk} hour={hour} date={date!} hold={command === 'hold'} />;
  }
  return <HourDetail hour={hour} schedule={desk.schedule} />;
}

function Gone() {
  const say = scheduleText();
  return (
    <div class="plan-page">
      <BackLink href="/k/tider" word={say.back} />
      <Empty icon={calendarDaysIcon} title={say.gone}>
        <p>{say.goneMore}</p>
      </Empty>
    </div>
  );
}

function List({ desk: { schedule }, selected, onSelect }: PartProps) {
  const say = scheduleText();
  const { query, route } = useLocation();
  const sought = readHoursAddress(query);
  const { hours, counts } = soughtHours(schedule, sought);
  const year = say.year(nextSchoolYear(schedule.today));
  const select = (ids: readonly string[], on: boolean) =>
    onSelect(new Set([...[...selected].filter((id) => !ids.includes(id)), ...(on ? ids : [])]));
  return (
    <>
      <div class="plan-bar">
        <Views sought={sought.view} counts={counts} addressOf={(view) => hoursAddress({ ...sought, view })} />
        <ButtonLink look="primary" icon={plusIcon} href="/k/tider/ny">
          {say.add}
        </ButtonLink>
      </div>
      <div class="plan-filters">
        <Select
          label={words().common.place}
          value={sought.institution}
          choices={[
            { key: '', word: words().common.allPlaces },
            ...schedule.places.map(({ number, name }) => ({ key: number, word: name })),
          ]}
          onInput={(institution) => route(hoursAddress({ ...sought, institution }))}
        />
        <Select
          label={logWords().worker}
          value={sought.worker}
          choices={[
            { key: '', word: logWords().allWorkers },
            ...schedule.workers.map(({ id, name }) => ({ key: id, word: name })),
          ]}
          onInput={(worker) => route(hoursAddress({ ...sought, worker }))}
        />
      </div>
      <section class="plan-list" aria-label={say.title}>
        {hours.length > 0 ? (
          <HoursTable
            hours={hours}
            schedule={schedule}
            sought={sought}
            selected={selected}
            onSelect={select}
          />
        ) : (
          <Empty icon={calendarDaysIcon} title={say.none}>
            <p>{say.noneMore}</p>
            <ButtonLink href="/k/tider?visning=alle">{words().act.showAll}</ButtonLink>
          </Empty>
        )}
        <div class="plan-foot" data-selection={selected.size > 0 || undefined}>
          {selected.size > 0 ? (
            <>
              <span>{logWords().selected(selected.size)}</span>
              <ButtonLink look="primary" href="/k/tider/kopi">
                {say.copy(selected.size, year)}
              </ButtonLink>
              <Button look="quiet" onPress={() => onSelect(new Set())}>
                {logWords().unselect}
              </Button>
            </>
          ) : (
            <span class="quiet">{`${say.count(hours.length)}. ${say.copyHint(year)}`}</span>
          )}
        </div>
      </section>
      <History schedule={schedule} />
    </>
  );
}

interface ViewsProps {
  sought: HourView;
  counts: { readonly [view in HourView]: number };
  addressOf: (view: HourView) => string;
}

function Views({ sought, counts, addressOf }: ViewsProps) {
  const say = scheduleText();
  return (
    <nav aria-label={logWords().view}>
      <ul class="chips-list">
        {hourViews.map((view) => (
          <li key={view}>
            <a class="chip" href={addressOf(view)} aria-current={view === sought ? 'page' : undefined}>
              {logWords().chip(say.views[view], counts[view])}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
