import { paths } from '../wire/paths.ts';
import type { PlanRequest } from '../wire/plan-request.ts';
import { PlanAnswer, Schedule } from '../wire/schedule.ts';
import { ask, type Fetch, post, reading } from './endpoint.ts';

export type { Hit, PlanAnswer, Schedule } from '../wire/schedule.ts';

/** The plan of the coordinator's own places. Throws NetworkError. */
export const readSchedule = async (fetch: Fetch): Promise<Schedule> =>
  reading(Schedule, await ask(fetch, paths.schedule, { method: 'GET' }));

/**
 * What a deed would mean for bookings, or, with `seen` of an answer before, the deed itself. The same request may be sent again
 * when no answer came. Throws NetworkError.
 */
export const planDeed = async (fetch: Fetch, asked: PlanRequest): Promise<PlanAnswer> =>
  reading(PlanAnswer, await post(fetch, paths.schedule, asked));
