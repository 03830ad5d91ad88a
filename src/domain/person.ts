import * as z from 'zod/mini';
import { Id } from './id.ts';
import { Line } from './text.ts';

/** The five roles of the system (Danish: rådgiver, institutionsbruger, koordinator, administrator, revisor). */
export const Role = z.enum(['worker', 'booker', 'coordinator', 'administrator', 'auditor']);
export type Role = z.infer<typeof Role>;

export const Person = z.object({
  id: Id,
  name: Line(200),
  initials: Line(20),
  title: Line(200),
  role: Role,
});
export type Person = z.infer<typeof Person>;
