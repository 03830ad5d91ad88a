import { paths } from '../paths.ts';
import { PlanAnswer, Schedule } from '../schedule.ts';
import type { PlanRequest } from '../schedule-request.ts';
import { ask, type Fetch, post, reading } from './http.ts';

export type { AffectedBooking, PlanAnswer, Schedule } from '../schedule.ts';

/** The plan of the coordinator's own places. Throws NetworkError. */
export const readSchedule = async (fetch: Fetch): Promise<Schedule> =>
  reading(Schedule, await ask(fetch, paths.schedule, { method: 'GET' }));

/**
 * What a command would mean for bookings, or, with the `planVersion` of an answer before, the command itself. The same request
 * may be sent again when no answer came. Throws NetworkError.
 */
export const runCommand = async (fetch: Fetch, asked: PlanRequest): Promise<PlanAnswer> =>
  reading(PlanAnswer, await post(fetch, paths.schedule, asked));
