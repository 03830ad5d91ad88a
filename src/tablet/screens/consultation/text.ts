import { defineWords } from '#kit/words/language.ts';

const da = {
  booked: (time: string) => `Kom til den bookede tid kl. ${time}.`,
  bookedSomeTime: 'Kom til en booket tid.',
  queued: (since: string, minutes: number) => `Ventede i køen fra ${since}, ${minutes} min.`,
  leftOpen:
    'Samtalen har stået åben længe. Skriv, hvor længe I talte; lad feltet stå tomt, hvis du ikke ved det.',
  judged: 'Vurderinger, den nyeste nederst',
  aside: 'sat ned',
  why: 'Hvorfor er vurderingen sat ned?',
  whyMissing: 'Skriv kort, hvorfor vurderingen er sat ned. Den gamle bliver stående i historikken.',
};

const en: typeof da = {
  booked: (time) => `Came to the booked time at ${time}.`,
  bookedSomeTime: 'Came to a booked time.',
  queued: (since, minutes) => `Waited in the queue from ${since}, ${minutes} min.`,
  leftOpen:
    'The contact has been open for long. Write how long you talked; leave it empty if you do not know.',
  judged: 'Assessments, the newest last',
  aside: 'lowered',
  why: 'Why has the assessment been lowered?',
  whyMissing: 'Write briefly why the assessment is lowered. The old one stays in the history.',
};

/** Words of a saved conversation; they come with it. */
export const conversationText = defineWords({ da, en });
