import type { Assessment } from '#domain/assessment.ts';
import type { concernStates } from '#domain/concern.ts';
import type { actionsTaken, FollowUp, inquirerRoles, levels, stages, themes } from '#domain/consultation.ts';
import type { FollowUpOutcome } from '#domain/follow-up.ts';
import type { InstitutionKind } from '#domain/institution.ts';
import type { Role } from '#domain/person.ts';
import type { ProblemCode } from '#domain/problem.ts';
import type { RecordKind } from '#domain/record-kinds.ts';
import type { SessionPhase } from '#domain/session.ts';

/** Danish words for every key of the closed lists and of the municipality's first lists (docs/domain.md, "Kinds of record"). */
export const daLists = {
  inquirerRole: {
    teacher: 'Lærer',
    pedagogue: 'Pædagog',
    leader: 'Leder',
    parent: 'Forælder',
    child: 'Barn/ung',
    other: 'Anden',
  } satisfies Record<(typeof inquirerRoles)[number], string>,
  theme: {
    absence: 'Fravær',
    loneliness: 'Ensomhed',
    homeConflict: 'Konflikter i hjemmet',
    behaviour: 'Adfærd og uro',
    wellbeing: 'Trivsel',
    unclear: 'Svært at pege på',
    other: 'Andet',
  } satisfies Record<(typeof themes)[number], string>,
  actionsTaken: {
    sparring: 'Sparring',
    localEffort: 'Indsats på stedet',
    parentTalk: 'Forældresamtale',
    childTalk: 'Samtale med barn',
    familyUnit: 'Bro til familieenhed',
    underretningHelp: 'Hjælp til underretning',
    otherOffer: 'Andet tilbud',
    other: 'Andet',
  } satisfies Record<(typeof actionsTaken)[number], string>,
  stage: {
    '0-2': '0–2 år',
    '3-5': '3–5 år',
    indskoling: 'Indskoling',
    mellemtrin: 'Mellemtrin',
    udskoling: 'Udskoling',
  } satisfies Record<(typeof stages)[number], string>,
  level: {
    green: 'Grøn – trivsel',
    yellow: 'Gul – øget opmærksomhed',
    red: 'Rød – stærk bekymring',
  } satisfies Record<(typeof levels)[number], string>,
  followUp: {
    none: 'Ingen',
    week1: '1 uge',
    week2: '2 uger',
    fourWeeks: 'Start 4-ugers frist',
    date: 'Vælg dato',
  } satisfies Record<FollowUp['kind'], string>,
  /** The same choices as they are shown once they are made. A chosen date is shown alone, so it has no word. */
  followUpMade: {
    none: 'Ingen',
    week1: '1 uge',
    week2: '2 uger',
    fourWeeks: '4-ugers frist',
    date: '',
  } satisfies Record<FollowUp['kind'], string>,
  assessment: {
    notRelevant: 'Ikke relevant',
    noGroundNow: 'Drøftet, ikke grundlag nu',
    placeNotifies: 'Institutionen underretter',
    parentsApply: 'Forældre søger selv',
    alreadyDone: 'Allerede underrettet',
    acute: 'Akut – straks',
  } satisfies Record<Assessment, string>,
  followUpOutcome: {
    talked: 'Der er talt sammen igen',
    solved: 'Løst på stedet',
    noLonger: 'Ikke længere relevant',
  } satisfies Record<FollowUpOutcome, string>,
  concernState: {
    open: 'Åben',
    supportStarted: 'Støtte er sat i gang på stedet',
    takenOver: 'Familieenheden er gået videre',
    noLonger: 'Ikke længere relevant',
  } satisfies Record<(typeof concernStates)[number], string>,
  sessionPhase: {
    planned: 'Planlagt',
    open: 'I gang',
    ended: 'Afsluttet',
  } satisfies Record<SessionPhase, string>,
  role: {
    worker: 'Rådgiver',
    booker: 'Institutionsbruger',
    coordinator: 'Koordinator',
    administrator: 'Administrator',
    auditor: 'Revisor',
  } satisfies Record<Role, string>,
  institutionKind: {
    folkeskole: 'Folkeskole',
    specialskole: 'Specialskole',
    friskole: 'Fri-/privatskole',
    vuggestue: 'Vuggestue',
    børnehave: 'Børnehave',
    integreret: 'Integreret institution',
    dagpleje: 'Dagpleje',
    sfo: 'SFO/fritidshjem',
    klub: 'Klub',
  } satisfies Record<InstitutionKind, string>,
  recordKind: {
    session: 'Træffetid',
    consultation: 'Henvendelse',
    note: 'Note',
    assessment: 'Vurdering af underretning',
    concern: 'Forløb',
    occurrence: 'Ændret træffetid',
    bookingRequest: 'Booking',
    attendance: 'Fremmøde',
    followUp: 'Opfølgning',
    queueEntry: 'Venter uden tid',
    review: 'Gennemsyn',
    remark: 'Spørgsmål og svar',
  } satisfies Record<RecordKind, string>,
  /** Fields and chip groups of the records, as they are named in a conflict and in the history. */
  field: {
    role: 'Hvem kom',
    themes: 'Emne',
    actionsTaken: 'Gjort',
    minutes: 'Varighed',
    level: 'Bekymringsgrad',
    stage: 'Alder/klassetrin',
    followUp: 'Opfølgning',
    complete: 'Afsluttet',
    state: 'Udfald',
    actedOn: 'Handlet den',
    outcome: 'Udfald',
    due: 'Aftalt dag',
    on: 'Fulgt op den',
    started: 'Begyndt',
    ended: 'Sluttet',
    value: 'Vurdering',
    clockStart: 'Frist løber fra',
    text: 'Note',
    reason: 'Begrundelse',
    decision: 'Gennemsyn',
    from: 'Fra',
  },
  /** Why a change or a request was refused, said to the person who made it. */
  problem: {
    invalid: 'Noget i registreringen passer ikke med reglerne. Ret den, og prøv igen.',
    tooLarge: 'Registreringen er for stor til at blive sendt. Gør noten kortere.',
    notYours: 'Stedet hører ikke til dine steder længere.',
    reused: 'Registreringen er sendt før med andet indhold.',
    gone: 'Registreringen er slettet efter slettereglerne.',
    because: 'Den bygger på en ændring, som blev afvist.',
    unreadable: 'Serveren kunne ikke åbne det, tabletten sendte. Indholdet er stadig på tabletten.',
    unexpected: 'Der skete en fejl på serveren. Det sendte er gemt og bliver undersøgt.',
    signIn: 'Log ind for at fortsætte.',
    unknownDevice: 'Serveren kender ikke denne tablet. Log ind, så tilmeldes den igen.',
    forbidden: 'Det har du ikke adgang til.',
    notFound: 'Det, du leder efter, findes ikke her.',
    tooMany: 'Der kom for mange forsøg på kort tid. Vent et øjeblik.',
    tooOld: 'Appen er for gammel til at hente nyt. Opdater den. Det, du har gemt, kan stadig sendes.',
    busy: 'Serveren er ved at starte. Prøv igen om lidt.',
  } satisfies Record<ProblemCode, string>,
};

/** The word for a key, or the key itself where a newer municipal list holds one without words here. */
export const wordFor = (list: { readonly [key: string]: string }, key: string): string =>
  Object.hasOwn(list, key) ? list[key]! : key;
