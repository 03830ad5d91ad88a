import { inWords } from '#kit/words/format.ts';
import type { daHelp } from './da.ts';

const minutes = (n: number): string => (n === 1 ? 'a minute' : `${inWords(n)} minutes`);

/** The help in English. */
export const enHelp: typeof daHelp = {
  search: 'Search the help',
  none: 'No article fits. Try another word, or ask your coordinator.',
  articles: ({ code, lock }) => [
    {
      question: 'How do I know that what I wrote is sent?',
      answer: [
        'The mark at the top always says how things stand. Green “All sent” means that the server has confirmed everything.',
        '“Saved on this tablet” and “Waiting for connection” mean that it is safe here and is sent by itself when there is a network. You need not do anything.',
      ],
    },
    {
      question: 'Can I work without a network?',
      answer: [
        'Yes. Everything is saved on the tablet first. You can start and end drop-ins, record, correct and see your deadlines without a network.',
        'Only two things need one: signing in the first time, and fetching what others recorded.',
      ],
    },
    {
      question: 'How do I record a contact?',
      answer: [
        'Start the drop-in, press New contact, and answer five questions: who, what, what you did, follow-up and assessment.',
        'In a rush, press Save now after the first answer. The contact is marked as missing its assessment, so that you can finish it later.',
      ],
    },
    {
      question: 'What do I do when somebody who booked comes – or does not?',
      answer: [
        'Press Take in at the time: the conversation begins, with who and topic filled in. If nobody comes, press Did not come. Both can be undone.',
        'To talk again, press Book the next talk. Without a network the time waits until the server has answered; if it was taken, you are given others to choose from.',
      ],
    },
    {
      question: 'I am ill, or the hour does not suit. How do I cancel?',
      answer: [
        'Open Week and press the hour: Cancel this time, or Move. A colleague can press I will hold it on her own tablet.',
        'It works without a network too. Those who have booked are told when it is sent.',
      ],
    },
    {
      question: 'What may I write in the note?',
      answer: [
        'No names, addresses or CPR numbers. The note is optional and should hold only what you yourself need next time.',
        'If something looks like a CPR number, the tablet warns you before you save.',
      ],
    },
    {
      question: 'How do I correct a mistake?',
      answer: [
        'Open the contact on Today and press Edit. The old version is kept in the history.',
        'If the contact is not right at all, choose Annul the contact and write why. It is not deleted, but it does not count.',
      ],
    },
    {
      question: 'What does “Needs your choice” mean?',
      answer: [
        'The same contact was changed in two places before the tablets could talk to each other. Nothing is deleted.',
        'Open it under Sync and choose for each field. What you do not choose is kept in the history.',
      ],
    },
    {
      question: 'What does “Refused” mean?',
      answer: [
        'The server could not take the change, for instance because the place is no longer yours. What you wrote is under Sync and is kept for the coordinator too.',
      ],
    },
    {
      question: 'I have forgotten my code. What now?',
      answer: [
        `Press Use the recovery code on the lock screen and type the ${code} characters that you kept on the first day.`,
        'If you do not have it either, choose I have forgotten the code. What is unsent is sent first; then you sign in and start over. Only drafts that were never saved are lost.',
      ],
    },
    {
      question: 'Why does the tablet lock?',
      answer: [
        `After ${minutes(lock.idle)} without a touch, and when the app was out of sight for ${minutes(lock.hidden)}. While a contact runs it is ${inWords(lock.talking.idle)} and ${minutes(lock.talking.hidden)}, and the text is covered after ${minutes(lock.covered)}.`,
        'What you were writing is still there when you unlock.',
      ],
    },
    {
      question: 'The tablet is handed in, or never has a network. What about the unsent?',
      answer: [
        'Go to Sync and press Save backup. Only the server can read the file, but it can be sent from any tablet or PC: choose Read a backup under Sync or where you sign in.',
        'The same file can be sent several times. Nothing is counted twice.',
      ],
    },
    {
      question: 'Can the tablet delete my data by itself?',
      answer: [
        'In a tab of Safari, data is deleted after seven days without use. So put the app on the home screen; then it is not.',
        'Sync says whether the tablet has promised to keep the data. What is sent can always be fetched again.',
      ],
    },
    {
      question: 'Several of us share a tablet. Can the others see mine?',
      answer: [
        'No. Each worker has a store of her own, locked with her own code. Press Change user on the lock screen. What you have not sent is still sent, also while somebody else uses the tablet.',
      ],
    },
  ],
};
