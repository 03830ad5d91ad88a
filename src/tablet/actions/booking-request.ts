import type { Booked } from '#domain/booking.ts';
import type { BookingRequestFixed } from '#domain/booking-request.ts';
import type { Day, WallTime } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionNumber } from '#domain/institution.ts';
import { authorOf, isAnnulled } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { documents, type Replica, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';

/** A time that a worker has asked for, for somebody, and what the endpoint said. */
export interface BookingRequest extends BookingRequestFixed {
  id: Id;
  institution: InstitutionNumber;
  /** The worker who asked. */
  by: Id;
  /** `waiting`: *afventer* until the endpoint has tried it. `mustMove`: the hour it was given is not held any more. */
  state: 'waiting' | 'confirmed' | 'refused' | 'mustMove';
  /** Free times that the endpoint offers instead of a refused one. */
  alternatives: { date: Day; start: WallTime }[];
  record: RecordOf<'bookingRequest'>;
}

/** The requests that are not annulled, the earliest time first. */
export function openBookingRequests(replica: Replica): BookingRequest[] {
  const asked = records(replica, 'bookingRequest').filter(
    (request) => !isAnnulled(request) && request.given?.state !== 'cancelled',
  );
  const homeless =
    asked.length > 0 ? documents(replica, 'booking').filter(({ state }) => state === 'mustMove') : [];
  return asked
    .map((request) => read(request, homeless))
    .sort((one, other) => order(one).localeCompare(order(other)));
}

const order = ({ date, start, id }: BookingRequest): string => `${date} ${start} ${id}`;

function read(record: RecordOf<'bookingRequest'>, homeless: readonly Booked[]): BookingRequest {
  const { state = 'waiting', alternatives = '' } = record.given ?? {};
  const offered = alternatives.split(',').filter(Boolean);
  const { fixed, institution } = record;
  const lost = homeless.some(
    (booking) =>
      booking.institution === institution && booking.date === fixed.date && booking.start === fixed.start,
  );
  return {
    ...fixed,
    id: record.id,
    institution,
    by: authorOf(record),
    state: state === 'confirmed' && lost ? 'mustMove' : state === 'cancelled' ? 'refused' : state,
    alternatives: offered.map((text) => ({ date: text.slice(0, 10), start: text.slice(11) })),
    record,
  };
}

/** For whom the time is: a role, never a name, and the conversation in which it was agreed. */
export type RequestedFor = Pick<BookingRequestFixed, 'role' | 'consultation'>;

/** One time of one place. */
export type RequestedTime = Pick<BookingRequest, 'institution' | 'dropIn' | 'date' | 'start' | 'end'>;

/** Asks for a time, also without network; its id. Throws StorageError; then nothing was written. */
export async function makeBookingRequest(vault: Vault, time: RequestedTime, whom: RequestedFor): Promise<Id> {
  const change = requestChange(vault, time, whom);
  await write(vault, [change]);
  return change.object;
}

function requestChange(
  vault: Vault,
  { institution, dropIn, date, start, end }: RequestedTime,
  { role, consultation }: RequestedFor,
): NewChange {
  const fixed = { dropIn, date, start, end, role, name: null, ...(consultation && { consultation }) };
  return { kind: 'bookingRequest', verb: 'create', object: vault.makeId(), institution, fixed };
}

const annulment = (
  { record: { id: object, institution, ops } }: BookingRequest,
  reason: string,
): NewChange => ({
  ...{ kind: 'bookingRequest', verb: 'annul', object, institution },
  annul: { reason, basedOn: Object.keys(ops) },
});

/** Takes a request back: a time that it had been given is free again. */
export const takeBackBookingRequest = (
  vault: Vault,
  request: BookingRequest,
  reason: string,
): Promise<Saved> => write(vault, [annulment(request, reason)]);

/** Asks for another time instead, in one write: there is never none, and never two. */
export const requestInstead = (
  vault: Vault,
  request: BookingRequest,
  time: RequestedTime,
  reason: string,
): Promise<Saved> => write(vault, [requestChange(vault, time, request), annulment(request, reason)]);

/** Times from a day on that the worker has promised and that the endpoint has refused. */
export const unsettledBookingRequests = (replica: Replica, person: Id, from: Day): BookingRequest[] =>
  openBookingRequests(replica).filter(
    ({ by, date, state }) => by === person && date >= from && (state === 'refused' || state === 'mustMove'),
  );
