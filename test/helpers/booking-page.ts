import { expect } from './browser.ts';
import type { Server } from './server.ts';

/** Whose place the printed booking page is, as her role button says. */
export const booked = 'Rådgiver Vest';

/** The path of the booking page that the demo prints when it starts. */
export async function bookingPath(server: Server): Promise<string> {
  const printed = () => /book a time: (\S+)/.exec(server.said())?.[1];
  await expect.poll(printed).toBeDefined();
  return new URL(printed()!).pathname;
}
