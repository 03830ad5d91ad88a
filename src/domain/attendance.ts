import * as z from 'zod/mini';
import { Id } from './id.ts';

/** What a worker saw of somebody with a booking (id by `attendanceId`): the booking itself is the endpoint's. */
export const AttendanceFixed = z.object({ booking: Id });

/** Taken back, it is `awaited` again. Where two tablets differ the later of the alphabet stands: who was there was there. */
export const attendances = ['absent', 'awaited', 'kept'] as const;
export type Attendance = (typeof attendances)[number];

export const attendanceFields = { state: { schema: z.enum(attendances), rule: 'latest' } } as const;
