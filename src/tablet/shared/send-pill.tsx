import type { Instant } from '#domain/day.ts';
import { dayOf } from '#domain/day.ts';
import { childKindsOf, type RecordOf } from '#domain/record-kinds.ts';
import type { Shape } from '#kit/components/icon.tsx';
import {
  circleAlertIcon,
  clockIcon,
  cloudCheckIcon,
  gitCompareIcon,
  hardDriveIcon,
} from '#kit/components/icons.tsx';
import { Pill, type Tone } from '#kit/components/pill.tsx';
import { dayShort, timeOf } from '#kit/words/format.ts';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { type Replica, records } from '../store/replica.ts';
import { type SendState, sendStateOf } from '../store/send-state.ts';
import type { ErrorReport } from '../sync/error-report.ts';
import type { SyncState } from '../sync/sync-loop.ts';
import { tabletWords } from '../words/words.ts';

export interface PillParts {
  tone: Tone;
  icon: Shape;
  word: string;
}

/** No answer at all, or one that is not the endpoint's (a captive portal): to a person, both are no connection. */
export const isCutOff = ({ failure }: SyncState): boolean => failure === 'offline' || failure === 'strange';

/** The report of a fault of the app, where that is what keeps the loop from sending. */
export const reportIn = ({ failure }: SyncState): ErrorReport | undefined =>
  typeof failure === 'object' && failure?.type === 'appError' ? failure.report : undefined;

/** `09.51`, and the day before it where it is not today. */
const whenSent = (at: Instant, today: string): string =>
  dayOf(at) === today ? timeOf(at) : `${dayShort(dayOf(at))} ${timeOf(at)}`;

/** The words of one record's state. While nothing has failed, what is not sent yet is simply kept here. */
export function sendPillParts(state: SendState, sync: SyncState, today: string): PillParts {
  const { sync: text, tablet } = tabletWords();
  switch (state.type) {
    case 'conflict':
      return { tone: 'conflict', icon: gitCompareIcon, word: text.conflict };
    case 'refused':
      return { tone: 'danger', icon: circleAlertIcon, word: text.refusedShort };
    case 'parked':
      return { tone: 'wait', icon: clockIcon, word: text.parked };
    case 'waiting':
      return sync.failure
        ? { tone: 'wait', icon: clockIcon, word: text.waitShort }
        : { tone: 'local', icon: hardDriveIcon, word: text.local(whenSent(state.at, today)) };
    case 'sent':
      return {
        tone: 'sent',
        icon: cloudCheckIcon,
        word: state.at ? text.sent(whenSent(state.at, today)) : tablet.sent,
      };
  }
}

/** A conversation with all that hangs on it: one pill says of all of them whether they were sent. */
export const withChildren = (replica: Replica, consultation: RecordOf<'consultation'>): RecordOf[] => [
  consultation,
  ...childKindsOf('consultation').flatMap((kind): RecordOf[] =>
    records(replica, kind).filter(({ fixed }) => fixed.consultation === consultation.id),
  ),
];

export function SendPill({ of: states }: { of: readonly RecordOf[] }) {
  const unlocked = useUnlocked();
  return (
    <Pill
      {...sendPillParts(
        sendStateOf(unlocked.replica(), unlocked.book.value, states),
        unlocked.sync.value,
        unlocked.today.value,
      )}
    />
  );
}
