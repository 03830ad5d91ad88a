/** An ordinary Tuesday: what tests run at unless `AT` names another instant. All in Danish wall time. */
export const weekday = '2026-12-01T10:00';
export const saturday = '2026-12-05T11:00';
export const christmasEve = '2026-12-24T10:00';

/** The days on which the product, or a test of it, has been wrong before: `npm run test:days`. */
export const days = [
  '2026-11-30T10:00',
  weekday,
  saturday,
  christmasEve,
  // Ten minutes before the year ends, in week 53.
  '2026-12-31T23:50',
  '2027-01-02T10:00',
  // Easter Monday, the day after the clocks went forward.
  '2027-03-29T10:00',
  // Summer holidays.
  '2027-07-12T10:00',
  // The day after the clocks went back.
  '2027-11-01T10:00',
  '2028-02-29T10:00',
];
