import { defineWords } from '#kit/words/language.ts';

const da = {
  book: 'Book næste samtale',
  which: 'Hvilken tid?',
  title: 'Næste samtale',
  at: (day: string, time: string) => `${day} kl. ${time}`,
  role: (role: string) => `Til ${role.toLocaleLowerCase('da-DK')}. Navne skal ikke med.`,
  offline: 'Uden net afventer tiden, til serveren har svaret. Den kan være taget imens.',
  walkIn: 'uden tid',
  more: 'Vis flere dage',
  none: 'Ingen ledige tider her de næste uger.',
  states: {
    waiting: 'Afventer',
    confirmed: 'Bekræftet',
    refused: 'Tiden var taget',
    mustMove: 'Skal flyttes',
  },
  asked: (when: string) => `${when} er gemt og afventer svar.`,
  confirmed: (when: string) => `Bekræftet: ${when}.`,
  refused: (when: string) => `${when} var taget. Vælg en anden tid.`,
  unsettled: (n: number) => (n === 1 ? 'En aftalt tid kan ikke holde' : `${n} aftalte tider kan ikke holde`),
  instead: 'Vælg i stedet:',
  other: 'Anden tid…',
  drop: 'Aflys',
  dropNamed: (when: string) => `Aflys ${when}`,
  dropped: (when: string) => `${when} er aflyst.`,
  reasons: { drop: 'Aflyst på tabletten', instead: 'En anden tid er valgt' },
};

const en: typeof da = {
  book: 'Book the next talk',
  which: 'Which time?',
  title: 'Next talk',
  at: (day, time) => `${day} at ${time}`,
  role: (role) => `For: ${role.toLocaleLowerCase('en-GB')}. No names are needed.`,
  offline: 'Without network the time waits until the server has answered. It may be taken meanwhile.',
  walkIn: 'walk-in',
  more: 'Show more days',
  none: 'No free times here in the coming weeks.',
  states: {
    waiting: 'Waiting for an answer',
    confirmed: 'Confirmed',
    refused: 'The time was taken',
    mustMove: 'Must be moved',
  },
  asked: (when) => `${when} is saved and waits for an answer.`,
  confirmed: (when) => `Confirmed: ${when}.`,
  refused: (when) => `${when} was taken. Choose another time.`,
  unsettled: (n) => (n === 1 ? 'One agreed time cannot be kept' : `${n} agreed times cannot be kept`),
  instead: 'Choose instead:',
  other: 'Another time…',
  drop: 'Cancel',
  dropNamed: (when) => `Cancel ${when}`,
  dropped: (when) => `${when} is cancelled.`,
  reasons: { drop: 'Cancelled on the tablet', instead: 'Another time was chosen' },
};

/** The words of booking the next talk; they come with it. */
export const nextTalkText = defineWords({ da, en });
