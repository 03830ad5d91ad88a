import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { dayOf, instantOf } from '#domain/day.ts';
import { hasLine, type KindWithLine, type RecordOf } from '#domain/record-kinds.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { Card, Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import {
  circleAlertIcon,
  cloudCheckIcon,
  hardDriveIcon,
  refreshCwIcon,
  wifiOffIcon,
} from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { wordFor } from '#kit/words/da-lists.ts';
import { dayShort, timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { Backup } from '../../shared/backup.tsx';
import { isCutOff, reportIn, sendPillParts } from '../../shared/send-pill.tsx';
import { placeName } from '../../shared/served-places.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { documents, type Replica } from '../../store/replica.ts';
import { waitsForChoice } from '../../store/send-state.ts';
import { damagedCount, type SyncLine, syncLines } from '../../store/sync-lines.ts';
import type { SyncFailure } from '../../sync/sync-loop.ts';
import { tabletWords } from '../../words/words.ts';
import { AppError } from './app-error.tsx';
import { Storage } from './storage.tsx';
import { syncText } from './text.ts';

const shownSent = 10;

/** `i dag kl. 09.12`, or the date. */
function whenText(at: string, today: string): string {
  const { date } = words();
  const day = dayOf(at);
  return `${day === today ? date.today : dayShort(day)} ${date.at(timeOf(at))}`;
}

export function SyncHead() {
  const unlocked = useUnlocked();
  const { sync } = tabletWords();
  const { contact } = unlocked.book.value.progress;
  const last = contact ? sync.lastContact(whenText(contact.server, unlocked.today.value)) : sync.neverContact;
  return (
    <>
      <h1>{sync.title}</h1>
      <p class="quiet">
        {last} · {sync.tablet(unlocked.vault.device.row.tablet)}
      </p>
    </>
  );
}

/** *Synk*: every record of this tablet with its state, and what keeps it from being sent. */
export function Sync() {
  const unlocked = useUnlocked();
  const { path } = useLocation();
  const { act } = words();
  const { sync: text } = tabletWords();
  const [all, setAll] = useState(false);
  const lines = syncLines(unlocked.replica(), unlocked.book.value);
  const unsent = lines.filter(({ state }) => state.type !== 'sent');
  const sent = lines.filter(({ state }) => state.type === 'sent');
  const shown = [...unsent, ...(all ? sent : sent.slice(0, shownSent))];
  const damaged = damagedCount(unlocked.replica(), unlocked.book.value);
  return (
    <div class="stack pane-body">
      <Trouble />
      <p>
        <Button
          icon={refreshCwIcon}
          disabled={unlocked.sync.value.since !== null}
          onPress={unlocked.syncLoop.tryNow}
        >
          {text.tryNow}
        </Button>
      </p>
      <Refused />
      {damaged > 0 && (
        <Banner tone="wait" icon={hardDriveIcon} title={syncText().damaged(damaged)}>
          {syncText().damagedWhy}
        </Banner>
      )}
      <Card>
        {shown.length + damaged === 0 && <Empty icon={cloudCheckIcon} title={text.nothingYet} />}
        <ul class="rows">
          <Each of={shown} as="li" keyOf={({ id }) => id}>
            {(line) => <LineRow line={line} current={path === `/sync/${line.id}`} />}
          </Each>
        </ul>
        {!all && sent.length > shownSent && (
          <Button look="quiet" onPress={() => setAll(true)}>
            {act.showAll}
          </Button>
        )}
      </Card>
      <Backup />
      <Storage />
    </div>
  );
}

/** Where a record of each kind that has a line is read; a new kind needs its own. */
const addressOf: { readonly [K in KindWithLine]: (record: RecordOf<K>, replica: Replica) => string } = {
  session: ({ fixed }) => `/?dag=${fixed.date}`,
  consultation: ({ id }) => `/henvendelse/${id}`,
  occurrence: ({ fixed }) => `/uge?dag=${fixed.date}`,
  bookingRequest: ({ fixed }) =>
    fixed.consultation ? `/henvendelse/${fixed.consultation}` : `/uge?dag=${fixed.date}`,
  attendance: ({ fixed }, replica) => {
    const booking = documents(replica, 'booking').find(({ id }) => id === fixed.booking);
    return booking ? `/?dag=${booking.date}` : '/';
  },
  queueEntry: ({ fixed }) => `/?dag=${fixed.date}`,
};

/** What is read at no address of its own (a note whose conversation is not on this tablet) leads nowhere. */
const addressIn = <K extends KindWithLine>(record: RecordOf<K>, replica: Replica): string =>
  addressOf[record.kind](record, replica);

function LineRow({ line, current }: { line: SyncLine; current: boolean }) {
  const unlocked = useUnlocked();
  const { lists } = words();
  const { record, state, at } = line;
  const inConflict = line.states.find(waitsForChoice);
  const href = inConflict
    ? `/sync/${inConflict.id}`
    : record && hasLine(record)
      ? addressIn(record, unlocked.replica())
      : undefined;
  return (
    <Row
      href={href}
      title={record ? wordFor(lists.recordKind, record.kind) : syncText().notShown}
      more={[whenText(at, unlocked.today.value), record && placeName(unlocked.replica(), record.institution)]
        .filter(Boolean)
        .join(', ')}
      current={current}
      aside={<Pill {...sendPillParts(state, unlocked.sync.value, unlocked.today.value)} />}
    />
  );
}

/** What the server refused: kept here with its text, so that it can be written anew. */
function Refused() {
  const unlocked = useUnlocked();
  const { lists } = words();
  const { sync } = tabletWords();
  const held = documents(unlocked.replica(), 'refused');
  if (held.length === 0) return null;
  return (
    <Card title={sync.refusedShort}>
      <ul class="rows">
        <Each of={held} as="li" keyOf={(row) => row.op}>
          {(row) => (
            <Row
              href={`/sync/${row.op}`}
              title={wordFor(lists.recordKind, kindOf(row.body))}
              more={`${whenText(row.at, unlocked.today.value)} · ${lists.problem[row.problem ?? 'unexpected']}`}
              aside={<Pill tone="danger" icon={circleAlertIcon} word={sync.refusedShort} />}
            />
          )}
        </Each>
      </ul>
    </Card>
  );
}

const kindOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'kind' in body ? String(body.kind) : 'consultation';

function Trouble() {
  const unlocked = useUnlocked();
  const { lists, errors } = words();
  const { sync: text } = tabletWords();
  const sync = unlocked.sync.value;
  const { failure, nextTry } = sync;
  const report = reportIn(sync);
  const again = nextTry === null ? '' : text.failed(timeOf(instantOf(nextTry + unlocked.clockError.value)));
  return (
    <>
      {failure && isCutOff(sync) && (
        <Banner tone="wait" icon={wifiOffIcon} title={text.offlineTitle}>
          {text.offline}
        </Banner>
      )}
      {typeof failure === 'string' && failure !== 'offline' && failure !== 'strange' && (
        <Banner tone="danger" icon={circleAlertIcon} title={errors.noAnswer}>
          {lists.problem[failure]} {again}
        </Banner>
      )}
      {isFull(failure) && (
        <Banner tone="danger" icon={hardDriveIcon} title={text.full}>
          {again}
        </Banner>
      )}
      {report && <AppError report={report} again={again} counts={countsOf(unlocked)} />}
    </>
  );
}

/** A store that does not answer at all is said on every screen. */
const isFull = (failure: SyncFailure | null): boolean =>
  typeof failure === 'object' && failure?.type === 'storeFailed' && failure.reason === 'full';

/** How much there is of what, for a report: numbers only. */
const countsOf = (unlocked: Unlocked): { readonly [what: string]: number } => {
  const replica = unlocked.replica();
  return {
    unsent: unlocked.sync.value.unsent,
    pending: replica.pending.size,
    refused: documents(replica, 'refused').length,
    unreadable: replica.unreadable.size,
    rows: replica.base.size,
    drafts: unlocked.drafts.all.value.size,
  };
};
