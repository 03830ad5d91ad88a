import * as z from 'zod/mini';
import { Id } from './id.ts';

/** Whether the booker came, as the worker saw it (id by `attendanceId`). The booking itself belongs to the endpoint. */
export const AttendanceFixed = z.object({ booking: Id });

/** Undo writes `awaited` again. Where two tablets differ, the last in the alphabet wins: `kept`, else `awaited`, else `absent`. */
export const attendances = ['absent', 'awaited', 'kept'] as const;
export type Attendance = (typeof attendances)[number];

export const attendanceFields = { state: { schema: z.enum(attendances), rule: 'latest' } } as const;
