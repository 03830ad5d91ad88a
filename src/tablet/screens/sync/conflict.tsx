import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { dayOf } from '#domain/day.ts';
import { openConflicts, type RecordState } from '#domain/merge/record-state.ts';
import type { Value, Written } from '#domain/merge/register.ts';
import { isRecordKind, type RecordOf } from '#domain/record-kinds.ts';
import { ActionBar } from '#kit/components/action-bar.tsx';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { arrowLeftIcon, checkIcon } from '#kit/components/icons.tsx';
import { momentText, timeOf } from '#kit/words/format.ts';
import { fieldWord, valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { chooseValue } from '../../actions/consultation.ts';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { personName, placeName } from '../../shared/served-places.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { documents, record as find, type Replica } from '../../store/replica.ts';
import { waitsForChoice } from '../../store/send-state.ts';
import { tabletWords } from '../../words/words.ts';
import { hourValue, hourWhen, titleOf, wordOf } from './changed-hour.ts';
import { Refusal } from './refusal.tsx';
import './conflict.css';

/** A conflict, or a change that the server refused: the address names a record or a change (docs/screens.md, "Synk"). */
export function Conflict({ id }: { id: string }) {
  const unlocked = useUnlocked();
  const { conflict } = words();
  const { nav, sync } = tabletWords();
  const replica = unlocked.replica();
  const record = findRecord(replica, id);
  const refused = documents(replica, 'refused').find(({ op }) => op === id);
  if (record && waitsForChoice(record)) return <Choice record={record} />;
  if (refused) return <Refusal held={refused} />;
  return (
    <Empty icon={checkIcon} title={conflict.none}>
      <ButtonLink href="/sync" icon={arrowLeftIcon}>
        {sync.title}
      </ButtonLink>
      <ButtonLink href="/">{nav.toToday}</ButtonLink>
    </Empty>
  );
}

const findRecord = (replica: Replica, id: string): RecordOf | undefined =>
  [...replica.shown.keys()].flatMap((kind) => (isRecordKind(kind) ? (find(replica, kind, id) ?? []) : []))[0];

/** Every value of every field in conflict, with its author and time. Nothing is chosen beforehand. */
function Choice({ record }: { record: RecordOf }) {
  const unlocked = useUnlocked();
  const { route } = useLocation();
  const { conflict } = words();
  const { sync, tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const [chosen, setChosen] = useState<{ readonly [field: string]: Value }>({});
  const [asked, setAsked] = useState(false);
  const fields = openConflicts(record);
  const missing = fields.filter((field) => !(field in chosen));
  const finish = async () => {
    setAsked(true);
    if (missing.length > 0) return;
    let at = '';
    const done = await save(async () => {
      for (const field of fields) at = (await chooseValue(unlocked.vault, record, field, chosen[field]!)).at;
    });
    if (!done) return;
    unlocked.showToast(`${tablet.choiceSaved} ${sync.local(timeOf(at))}`);
    route('/sync', true);
  };
  return (
    <div class="capture">
      <CaptureHead
        back="/sync"
        title={titleOf(record) ?? conflict.title}
        about={[placeName(unlocked.replica(), record.institution), hourWhen(record)]
          .filter(Boolean)
          .join(' · ')}
      />
      <div class="capture-body">
        <p class="quiet">
          {conflict.keep} {conflict.history}
        </p>
        {fields.map((field) => (
          <FieldChoice
            key={field}
            unlocked={unlocked}
            record={record}
            field={field}
            picked={field in chosen ? { value: chosen[field]! } : undefined}
            onPick={(value) => setChosen((old) => ({ ...old, [field]: value }))}
          />
        ))}
        {asked && missing.length > 0 && (
          <p class="field-wrong" role="alert">
            {conflict.chooseAll}
          </p>
        )}
        <NotSavedBanner fault={fault} />
      </div>
      <ActionBar>
        <Button look="primary" icon={checkIcon} disabled={busy} onPress={() => void finish()}>
          {conflict.save}
        </Button>
      </ActionBar>
    </div>
  );
}

interface FieldChoiceProps {
  unlocked: Unlocked;
  record: RecordOf;
  field: string;
  picked: { value: Value } | undefined;
  onPick: (value: Value) => void;
}

function FieldChoice({ unlocked, record, field, picked, onPick }: FieldChoiceProps) {
  const { fields }: RecordState = record;
  const { current, alternatives } = fields[field]!;
  return (
    <fieldset class="choice">
      <legend>{wordOf(field) ?? fieldWord(field)}</legend>
      <div class="choice-values">
        {[current, ...(alternatives ?? [])].map((written) => (
          <label key={written.ops[0]} class="choice-value">
            <input
              type="radio"
              name={`${record.id}-${field}`}
              checked={picked !== undefined && picked.value === written.value}
              onChange={() => onPick(written.value)}
            />
            <span>
              <span class="small quiet">
                {signature(unlocked, record, written)}
                <span class="hidden-text">:</span>
              </span>
              <strong>
                {hourValue(unlocked.replica(), record, field, written.value) ??
                  valueText(field, written.value)}
              </strong>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The author and time of this value, or that it was written on this tablet. */
function signature(unlocked: Unlocked, record: RecordState, { ops }: Written): string {
  const { conflict } = words();
  return ops
    .flatMap((op) => {
      const known = record.ops[op];
      if (!known) return [];
      const [by, at] = known;
      const when = momentText(at, dayOf(at));
      const name = personName(unlocked.replica(), by);
      return [unlocked.book.value.made.has(op) ? conflict.here(when) : conflict.wrote(name, when)];
    })
    .join(' · ');
}
