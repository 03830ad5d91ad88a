import type { DemoModule } from '#server/platform/demo.ts';
import { demoBookingPath } from './booking-page.ts';
import { loadDemo } from './load.ts';
import { refuseRealPeople } from './ready.ts';

/** The made-up municipality, as the endpoint loads it where the demo holds. */
export const demo: DemoModule = { refuseRealPeople, loadDemo, demoBookingPath };
