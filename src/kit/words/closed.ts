import type { ClosedBy } from '#domain/closing.ts';
import { holidayText } from './holiday.ts';

/** The holiday's or the closing's name. */
export const closedText = (closed: ClosedBy): string =>
  'holiday' in closed ? holidayText(closed.holiday) : closed.closing.name;
