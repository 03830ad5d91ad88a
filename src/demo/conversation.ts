import type { Assessment } from '#domain/assessment.ts';
import type { FollowUp, inquirerRoles, levels, stages } from '#domain/consultation.ts';
import type { InstitutionKind } from '#domain/institution.ts';
import { type ActionTaken, agreements, observations, type Theme } from './phrases.ts';
import type { Random } from './random.ts';

type Role = (typeof inquirerRoles)[number];
type Stage = (typeof stages)[number];
type Level = (typeof levels)[number];

/** What one made-up conversation was about; its members agree with each other and with the place. */
export interface Conversation {
  role: Role;
  themes: Theme[];
  actionsTaken: ActionTaken[];
  stage: Stage;
  level: Level;
  followUp: FollowUp['kind'];
  assessment: Assessment;
  note: string | undefined;
}

type Weights<T> = readonly (readonly [T, number])[];

const rolesAt: { readonly [at in Setting]: Weights<Role> } = {
  school: [
    ['teacher', 48],
    ['leader', 16],
    ['pedagogue', 12],
    ['parent', 11],
    ['child', 8],
    ['other', 5],
  ],
  daycare: [
    ['pedagogue', 56],
    ['leader', 18],
    ['parent', 20],
    ['other', 6],
  ],
  // A childminder (dagplejer) has no role of its own on the short list.
  dagpleje: [
    ['other', 55],
    ['pedagogue', 20],
    ['parent', 15],
    ['leader', 10],
  ],
};

const stagesAt: { readonly [at in Setting]: Weights<Stage> } = {
  school: [
    ['indskoling', 35],
    ['mellemtrin', 40],
    ['udskoling', 25],
  ],
  daycare: [
    ['3-5', 75],
    ['0-2', 25],
  ],
  dagpleje: [['0-2', 1]],
};

const followUps: { readonly [level in Level]: Weights<FollowUp['kind']> } = {
  green: [
    ['none', 72],
    ['week2', 13],
    ['week1', 10],
    ['date', 5],
  ],
  yellow: [
    ['none', 36],
    ['week1', 22],
    ['week2', 22],
    ['fourWeeks', 13],
    ['date', 7],
  ],
  red: [
    ['fourWeeks', 50],
    ['week1', 26],
    ['week2', 14],
    ['none', 10],
  ],
};

const assessed: { readonly [level in Level]: Weights<Assessment> } = {
  green: [
    ['notRelevant', 62],
    ['noGroundNow', 38],
  ],
  yellow: [
    ['noGroundNow', 72],
    ['notRelevant', 12],
    ['parentsApply', 11],
    ['placeNotifies', 5],
  ],
  red: [
    ['placeNotifies', 38],
    ['noGroundNow', 30],
    ['alreadyDone', 15],
    ['parentsApply', 13],
    ['acute', 4],
  ],
};

const usualActions: Weights<ActionTaken> = [
  ['localEffort', 38],
  ['parentTalk', 24],
  ['familyUnit', 10],
  ['otherOffer', 12],
  ['other', 4],
];

type Setting = 'school' | 'daycare' | 'dagpleje';
const settingOf = (kind: InstitutionKind): Setting => {
  if (kind === 'dagpleje') return 'dagpleje';
  return ['folkeskole', 'specialskole', 'friskole', 'sfo', 'klub'].includes(kind) ? 'school' : 'daycare';
};

export function makeConversation(random: Random, kind: InstitutionKind): Conversation {
  const setting = settingOf(kind);
  const among = setting === 'school' ? 'school' : 'daycare';
  const fitting = observations.filter(({ at }) => at === 'both' || at === among);
  const said = random.one(fitting);
  // Not about a child's troubles: a question of procedure, or good news.
  const plain = said.theme === 'other';
  const level = plain
    ? 'green'
    : random.weighed<Level>([
        ['green', 32],
        ['yellow', 53],
        ['red', 15],
      ]);
  const assessment = plain ? 'notRelevant' : random.weighed(assessed[level]);
  const actionsTaken: ActionTaken[] = plain ? ['sparring'] : actionsIn(random, assessment, setting);
  const note = plain ? said.text : `${said.text} ${random.one(agreements[actionsTaken.at(-1)!])}`;
  return {
    role: random.weighed(rolesAt[setting]),
    themes: plain ? [said.theme] : themesIn(random, said.theme),
    actionsTaken,
    stage: random.weighed(stagesAt[setting]),
    level,
    followUp: random.weighed(followUps[level]),
    assessment,
    note: random.chance(0.72) ? note : undefined,
  };
}

const themesIn = (random: Random, first: Theme): Theme[] => {
  const second = random.one(['wellbeing', 'behaviour', 'homeConflict', 'loneliness'] as const);
  return random.chance(0.3) && second !== first ? [first, second] : [first];
};

/** Most conversations are sparring, often with one thing more; help with an underretning where one is on its way. */
const actionsIn = (random: Random, assessment: Assessment, setting: Setting): ActionTaken[] => {
  if (assessment === 'placeNotifies' || assessment === 'acute') return ['sparring', 'underretningHelp'];
  const more: ActionTaken[] = random.chance(0.55)
    ? [random.weighed(setting === 'school' ? [...usualActions, ['childTalk', 12]] : usualActions)]
    : [];
  return random.chance(0.85) || more.length === 0 ? ['sparring', ...more] : more;
};
