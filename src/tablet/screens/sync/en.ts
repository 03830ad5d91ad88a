import type { da } from './da.ts';

/** What only the state of the store and of sync says, in English. */
export const en: typeof da = {
  appError: 'Error in the app – send a report',
  appErrorWhy:
    'Something in the app went wrong when it was about to send. You can go on working: everything is saved on this tablet, and the app tries again by itself.',
  reportWhy:
    'Save the report and send it to IT support. It holds no names and nothing of what you have written.',
  saveReport: 'Save report…',
  reportSaved: 'The report is saved.',
  reportOffered: 'The browser was given the report as a file. See that it is among your downloads.',
  deadWhy:
    'What is on the screen is only there. Save a safety copy before you restart the app. It holds what is not sent, and the conversation that you are recording.',
  notShown: 'Change',
  damaged: (n: number) => `${n === 1 ? 'One change' : `${n} changes`} cannot be shown`,
  damagedWhy: 'Damaged on this tablet. The server gets it all the same.',
};
