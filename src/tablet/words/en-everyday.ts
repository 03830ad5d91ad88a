import type { daEveryday } from './da-everyday.ts';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Everyday unlocking, backup, first time and settings, in English. */
export const enEveryday: typeof daEveryday = {
  pin: {
    wrong: (n, minutes) =>
      `Wrong code. ${count(n, 'attempt', 'attempts')} left, then a pause of ${minutes} minutes.`,
    wrongLast: (n) =>
      `Wrong code. ${count(n, 'attempt', 'attempts')} left, then the recovery code is needed.`,
    wrongPin: 'Wrong code. Nothing was lost. Try again.',
    digits: (least, most) => `The code is ${least}–${most} digits.`,
    spent: (times) => `Wrong code ${times} times. Use the recovery code. Nothing was lost.`,
    noPasskey: 'The tablet did not confirm that it is you. Try again, or use the recovery code.',
    title: 'Your everyday code',
    why: (least, most) =>
      `Choose ${least}–${most} digits, so that you need not type the recovery code every time.`,
    old: 'Your present code',
    oldHint: 'If you cannot remember it, type the recovery code.',
    first: (least, most) => `New code (${least}–${most} digits)`,
    again: 'Type the code again',
    differs: 'The two codes are not the same.',
    choose: 'Save the code',
    choosing: 'Saving the code…',
    asks: 'The tablet may ask for a fingerprint, a face or its own screen code. That stays on the tablet.',
    kept: 'The code is saved. It unlocks together with the tablet’s own check, also after a restart.',
    page: 'The code is saved. It works while the app is open. After a restart you use the recovery code.',
    refused:
      'The code is unchanged, because the tablet did not confirm that it is you. The old one still holds.',
  },
  lease: {
    over: 'Sign in to read again',
    overMore:
      'Appointments, conversations and follow-up are covered, because it is too long since you signed in. Nothing is deleted. You can write as usual; it is kept and sent.',
    soon: (when) => `Sign in by ${when} to go on reading.`,
    first: 'Sign in first. The button is at the top of the screen.',
    toSend: 'Sign in, and the rest is sent. Nothing is lost.',
  },
  backup: {
    title: 'Backup',
    why: 'The file holds what is not sent yet. Only the server can read it, and it can be sent from any tablet or PC.',
    saved: (n) =>
      `${count(n, 'change', 'changes')} in the file. They also stay on the tablet and are sent when there is a network.`,
    offered: (n) =>
      `The browser was given a file with ${count(n, 'change', 'changes')}. See that it is among your downloads. The changes also stay on the tablet and are sent when there is a network.`,
    ready: 'The file is ready. Press Save.',
    nothing: 'Everything is sent. There is nothing to save in a file.',
    read: 'Read a backup',
    sending: 'Sending what is in the file…',
    sent: (n) => `${count(n, 'change', 'changes')} from the file sent. Nothing is counted twice.`,
    noBackup: 'The file is not a backup of Træffetid. Nothing was sent.',
    changed: 'The file was changed, or its tablet is no longer known. The server did not take it.',
    noNet: 'There is no connection to the server. The file is unchanged. Try again when there is a network.',
  },
  install: {
    installed: 'The app is on the home screen.',
    offered: 'Press Install to put the app on the home screen.',
    desktop: 'Choose “Install Træffetid” in the browser’s menu or address bar.',
    safariTab: 'Safari deletes data in a tab after seven days without use',
  },
  practice: {
    mark: 'PRACTICE',
    why: 'Try it out. Nothing of it is saved or sent.',
    finish: (finish) => `${finish} (practice)`,
    again: 'Start over',
    done: 'Good. That is how it is done. The practice is gone again; nothing was saved or sent.',
  },
  howSent: {
    where: 'The mark at the top of every screen says how things stand. Each contact has the same mark.',
    local: 'It is safe here and is sent in a moment.',
    wait: 'There is no network. It is sent by itself when there is.',
    sentWord: 'All sent',
    sent: 'The server has confirmed. The coordinator can see it.',
    conflict: 'Two people changed the same. Nothing is deleted; you choose.',
    danger: 'The server did not take it. It is still here, with an explanation.',
  },
  settings: {
    welcome: 'Show the introduction again',
    hand: 'Hand',
    hands: { right: 'Right', left: 'Left' },
    awake: 'Keep the screen on',
    awakes: { off: 'No', on: 'Yes, while the app is open' },
    awakeAside: (minutes) => `The tablet still locks after ${minutes} minutes without a touch.`,
    rename: 'Save the name',
    renamed: 'The tablet has a new name.',
    help: 'Open the help',
  },
};
