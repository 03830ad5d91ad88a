import { defineWords } from '#kit/words/language.ts';

const da = {
  join: 'Ny i kø',
  who: 'Hvem venter?',
  title: (n: number) => `Venter uden tid · ${n}`,
  joined: (role: string) => `${role} er sat i kø.`,
  waited: (minutes: number) => (minutes < 1 ? 'er lige kommet' : `har ventet ${minutes} min`),
  takeIn: (who: string) => `Tag ind: ${who}`,
  wentAway: (who: string) => `Gik igen: ${who}`,
  gone: (role: string) => `${role} er gået igen.`,
  cutOff: (time: string) => `Kø fra koden ved døren opdateres ikke uden net (sidst ${time}).`,
};

const en: typeof da = {
  join: 'New in queue',
  who: 'Who is waiting?',
  title: (n) => `Waiting without a slot · ${n}`,
  joined: (role) => `${role} is in the queue.`,
  waited: (minutes) => (minutes < 1 ? 'has just come' : `has waited ${minutes} min`),
  takeIn: (who) => `Take in: ${who}`,
  wentAway: (who) => `Left: ${who}`,
  gone: (role) => `${role} has left again.`,
  cutOff: (time) => `The queue from the code at the door is not updated offline (last at ${time}).`,
};

/** The words of the queue; they come with the screens, not with the first page. */
export const queueText = defineWords({ da, en });
