import { type Assessment, isLower, mostUrgent, standing } from '#domain/assessment.ts';
import { type FollowUp, longTalk } from '#domain/consultation.ts';
import { dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { chipsOf, fieldOf, isAnnulled, type RecordState } from '#domain/merge/record-state.ts';
import { sameValue, type Value } from '#domain/merge/register.ts';
import type { ChildKind, RecordOf } from '#domain/record-kinds.ts';
import { type Replica, record, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';
import { basedOn } from './based-on.ts';
import { attendanceChange } from './booking.ts';

/** What was told on the *Akut* screen during a conversation. Part of the draft only: what is saved is its line in the note. */
export interface AcuteTalk {
  /** Is there a suspicion of violence or abuse by a parent? Absent: not answered. */
  parents?: 'yes' | 'unknown' | 'no';
  /** The calls with their instants, first to last. */
  calls: { at: string; whom: 'day' | 'evening' | 'danger' | 'somebody' }[];
  /** The words that stand in the note for it. */
  line: string;
}

/** What is captured in one conversation; also the draft while it is being typed. */
export interface Capture {
  id: Id;
  session: Id;
  institution: string;
  /** Instant at which the conversation began, by the tablet's clock. */
  started: string;
  role: string | null;
  themes: string[];
  actionsTaken: string[];
  followUp: FollowUp | null;
  note: string;
  assessment: Assessment | null;
  /** Instants, first to last; the last has no end while the pause goes on. Absent: there was none. */
  pauses?: { from: string; to: string | null }[];
  acute?: AcuteTalk;
  /** As typed, where it was left open: how long they talked. */
  minutes?: string;
  /** The booking or queue entry of the inquirer, if there was one. */
  booking?: Id;
  queueEntry?: Id;
}

/** Milliseconds that a conversation has rested, of the time between its start and `now`. */
export const restedFor = ({ pauses = [] }: Pick<Capture, 'pauses'>, now: number): number =>
  pauses.reduce((sum, { from, to }) => sum + Math.max(0, (to ? Date.parse(to) : now) - Date.parse(from)), 0);

/** The time since the start of the talk, without its pauses, in whole minutes, at least one. */
const openFor = (capture: Capture, now: number): number =>
  Math.max(1, Math.round((now - Date.parse(capture.started) - restedFor(capture, now)) / 60_000));

/** Has it stood open (`now`, ms) for so long that the clock says nothing of how long they talked? Then the worker is asked. */
export const wasLeftOpen = (capture: Capture, now: number): boolean => openFor(capture, now) > longTalk;

/** The length of the talk in whole minutes; of one that was left open what the worker says, which may be nothing. */
function minutesOf(capture: Capture, now: number): number | undefined {
  if (!wasLeftOpen(capture, now)) return openFor(capture, now);
  return capture.minutes ? Number(capture.minutes) : undefined;
}

/**
 * *Gem nu* and *Afslut og gem*: the conversation, its note, assessment and – where the 4-week clock starts – its concern,
 * in one write that also removes the draft. Saved without an assessment it is not complete ("mangler vurdering").
 * Throws StorageError; then nothing was written and the draft is still there.
 */
export const saveConsultation = (vault: Vault, capture: Capture): Promise<Saved> =>
  write(vault, changesOf(vault, capture), capture.id);

/** The changes that make a conversation of what was captured. */
export function changesOf(vault: Vault, capture: Capture): NewChange[] {
  const { id: object, institution } = capture;
  const minutes = minutesOf(capture, vault.now());
  const set: NewChange['set'] = {
    role: { value: capture.role ?? 'other', basedOn: [] },
    ...(minutes !== undefined && { minutes: { value: minutes, basedOn: [] } }),
    followUp: { value: capture.followUp ?? { kind: 'none', due: null }, basedOn: [] },
    complete: { value: capture.assessment !== null, basedOn: [] },
  };
  const create: NewChange = {
    kind: 'consultation',
    verb: 'create',
    object,
    institution,
    fixed: {
      session: capture.session,
      started: capture.started,
      ...(capture.booking && { booking: capture.booking }),
      ...(capture.queueEntry && { queueEntry: capture.queueEntry }),
    },
    set,
    add: { themes: capture.themes, actionsTaken: capture.actionsTaken },
  };
  const changes = [create, ...noteChange(vault, capture, capture.note, null)];
  if (capture.assessment) changes.push(assessmentChange(vault, capture, capture.assessment));
  if (capture.followUp?.kind === 'fourWeeks') changes.push(concernChange(vault, capture));
  if (capture.booking)
    changes.push(attendanceChange(vault.replica, { id: capture.booking, institution }, 'kept'));
  return changes;
}

type Of = { id: Id; institution: string };

function noteChange(vault: Vault, { id, institution }: Of, typed: string, parent: Id | null): NewChange[] {
  const text = typed.trim();
  const fixed = { consultation: id, text, parent };
  return text ? [{ kind: 'note', verb: 'create', object: vault.makeId(), institution, fixed }] : [];
}

function assessmentChange(
  vault: Vault,
  { id, institution }: Of,
  value: Assessment,
  reason?: string | undefined,
): NewChange {
  const higher = standing(assessmentsOf(vault.replica, id)).filter(({ fixed }) =>
    isLower(value, fixed.value),
  );
  const lowers = Object.fromEntries(higher.map((one) => [one.id, true]));
  const fixed = { consultation: id, value, ...(reason && higher.length > 0 && { lowers, reason }) };
  return { kind: 'assessment', verb: 'create', object: vault.makeId(), institution, fixed };
}

/** The stage is the child's as the conversation has it; what it was about stays with the conversation. */
const concernChange = (
  vault: Vault,
  { id, institution, started }: Of & { started: string },
  stage: Value = null,
): NewChange => ({
  kind: 'concern',
  verb: 'create',
  object: vault.makeId(),
  institution,
  fixed: { consultation: id, clockStart: dayOf(started) },
  set: {
    state: { value: 'open', basedOn: [] },
    stage: { value: stage, basedOn: [] },
    actedOn: { value: null, basedOn: [] },
  },
});

/** What an edit may change; a member that is left out stays as it is. */
export interface Edit {
  fields?: {
    role?: string;
    minutes?: number;
    followUp?: FollowUp;
    level?: string | null;
    stage?: string | null;
  };
  chips?: { themes?: string[]; actionsTaken?: string[] };
  note?: string;
  assessment?: Assessment;
  /** Why the assessment is lower than the one that stood; without it the more urgent one goes on showing. */
  reason?: string;
}

const editedFields = ['role', 'minutes', 'followUp', 'level', 'stage'] as const;
const editedChips = ['themes', 'actionsTaken'] as const;

/**
 * Writes what differs from the record that the worker looks at, each field based on the value shown. A new note is added beside the
 * old ones; an assessment completes the record. The draft of the edit goes with it. Nothing changed: nothing is written.
 */
export async function editConsultation(
  vault: Vault,
  consultation: RecordOf<'consultation'>,
  edit: Edit,
): Promise<Saved | undefined> {
  const { id: object, institution } = consultation;
  const set: NonNullable<NewChange['set']> = {};
  for (const field of editedFields) {
    const value = edit.fields?.[field];
    if (value === undefined || sameValue(fieldOf(consultation, field), value)) continue;
    set[field] = { value, basedOn: basedOn(consultation, field) };
  }
  if (edit.assessment && fieldOf(consultation, 'complete') !== true) {
    set.complete = { value: true, basedOn: basedOn(consultation, 'complete') };
  }
  const add: NonNullable<NewChange['add']> = {};
  const remove: NonNullable<NewChange['remove']> = {};
  for (const field of editedChips) {
    const wanted = edit.chips?.[field];
    if (!wanted) continue;
    const on = chipsOf(consultation, field);
    const fresh = wanted.filter((chip) => !on.includes(chip));
    const off = on.filter((chip) => !wanted.includes(chip));
    if (fresh.length > 0) add[field] = fresh;
    if (off.length > 0) {
      remove[field] = Object.fromEntries(
        off.map((chip) => [chip, consultation.chips[field]?.[chip]?.on ?? []]),
      );
    }
  }
  const changes: NewChange[] = [];
  if ([set, add, remove].some((part) => Object.keys(part).length > 0)) {
    changes.push({ kind: 'consultation', verb: 'set', object, institution, set, add, remove });
  }
  changes.push(...noteChange(vault, { id: object, institution }, edit.note ?? '', null));
  if (edit.assessment) {
    changes.push(assessmentChange(vault, { id: object, institution }, edit.assessment, edit.reason?.trim()));
  }
  const followUp = edit.fields?.followUp;
  if (followUp?.kind === 'fourWeeks' && concernsOf(vault.replica, object).length === 0) {
    const of = { id: object, institution, started: consultation.fixed.started };
    changes.push(concernChange(vault, of, edit.fields?.stage ?? fieldOf(consultation, 'stage')));
  }
  return changes.length > 0 ? write(vault, changes, object) : undefined;
}

/** Closes a conflict: the chosen value, based on all of them. */
export function chooseValue(vault: Vault, state: RecordState, field: string, value: Value): Promise<Saved> {
  const register = state.fields[field];
  const basedOn = [
    ...(register?.current.ops ?? []),
    ...(register?.alternatives ?? []).flatMap(({ ops }) => ops),
  ];
  const { kind, id: object, institution } = state;
  return write(vault, [{ kind, verb: 'set', object, institution, set: { [field]: { value, basedOn } } }]);
}

/** As many changes as an annulment can name (`Change`). */
const mostNamed = 200;

/**
 * Takes a record back with a reason. An edit that this tablet has not fetched beats it. Of a conversation it names the notes
 * as well that are here: one that came later is told apart (`isLateNote`).
 */
export function annul(vault: Vault, state: RecordState, reason: string): Promise<Saved> {
  const { kind, id: object, institution } = state;
  const notes = kind === 'consultation' ? childrenOf(vault.replica, 'note', object) : [];
  const basedOn = [...Object.keys(state.ops), ...notes.map(({ made }) => made)].slice(0, mostNamed);
  return write(vault, [{ kind, verb: 'annul', object, institution, annul: { reason, basedOn } }]);
}

/** The conversations of a session, first to last, without those that were annulled. */
export const consultationsOf = (replica: Replica, session: Id): RecordOf<'consultation'>[] =>
  records(replica, 'consultation')
    .filter((state) => state.fixed.session === session && !isAnnulled(state))
    .sort((one, other) => one.fixed.started.localeCompare(other.fixed.started));

const childrenOf = <K extends ChildKind>(replica: Replica, kind: K, consultation: Id): RecordOf<K>[] =>
  records(replica, kind).filter((state) => state.fixed.consultation === consultation && !isAnnulled(state));

/** Notes of a conversation as they came. A revised note is shown by its revisions; two of one are both there. */
export const notesOf = (replica: Replica, consultation: Id): RecordOf<'note'>[] => {
  const notes = childrenOf(replica, 'note', consultation);
  const revised = new Set(notes.map(({ fixed }) => fixed.parent));
  return notes.filter(({ id }) => !revised.has(id)).sort((one, other) => one.id.localeCompare(other.id));
};

export const concernsOf = (replica: Replica, consultation: Id): RecordOf<'concern'>[] =>
  childrenOf(replica, 'concern', consultation);

/** *Vurdering af underretning* to show; `undefined` means "mangler vurdering". */
export const assessmentOf = (replica: Replica, consultation: Id): Assessment | undefined =>
  mostUrgent(assessmentsOf(replica, consultation));

/** Every assessment of a conversation, first to last. */
export const assessmentsOf = (replica: Replica, consultation: Id): RecordOf<'assessment'>[] =>
  childrenOf(replica, 'assessment', consultation).sort((one, other) => one.id.localeCompare(other.id));

/** A conversation by id, as the screen shows it. */
export const consultation = (replica: Replica, id: Id): RecordOf<'consultation'> | undefined =>
  record(replica, 'consultation', id);
