import { dayOf, instantOf } from '#domain/day.ts';
import { type Id, idsFrom } from '#domain/id.ts';
import { now } from '#kit/now.ts';
import { type Capture, saveConsultation } from '#tablet/actions/consultation.ts';
import { startSession } from '#tablet/actions/session.ts';
import type { Vault } from '#tablet/store/vault.ts';

const makeId = idsFrom(now);

/** About a kilobyte of what a worker might note. */
const note =
  'Læreren fortæller, at fraværet er steget til to dage om ugen, mest mandag og fredag. Hjemmet svarer ikke på beskeder. Vi aftaler en samtale med begge forældre og ser på det igen om fire uger. '.repeat(
    4,
  );

export const openHour = (vault: Vault, institution: string): Promise<Id> =>
  startSession(vault, {
    institution,
    dropIn: null,
    date: dayOf(instantOf(vault.now())),
    start: '09:00',
    end: '10:00',
    room: 'Mødelokale 2',
  });

/** One conversation as it is saved at *Afslut og gem*: conversation, note and assessment, three changes in one write. */
export const captureOf = (session: Id, institution: string): Capture => ({
  id: makeId(),
  session,
  institution,
  started: new Date(now() - 20 * 60_000).toISOString(),
  role: 'teacher',
  themes: ['absence', 'homeConflict'],
  actionsTaken: ['sparring', 'parentTalk'],
  followUp: { kind: 'none', due: null },
  note,
  assessment: 'noGroundNow',
});

/** 1,000 changes, made offline as the screens make them: one hour and 333 conversations. */
export async function workOffline(vault: Vault, institution: string): Promise<void> {
  const session = await openHour(vault, institution);
  for (let n = 0; n < 333; n += 1) await saveConsultation(vault, captureOf(session, institution));
}
