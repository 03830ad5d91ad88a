import type { actionsTaken, themes } from '#domain/consultation.ts';

export type Theme = (typeof themes)[number];
export type ActionTaken = (typeof actionsTaken)[number];

/**
 * What the demo's notes say: made up, and written as a record without identity must be – no name, no class, no date of
 * birth, nothing that points at one child. A note is one observation of its theme and, save for
 * the theme `other`, one line of what was done.
 */
interface Observation {
  theme: Theme;
  /** Where it can have been said: among school children, among small children, or in both. */
  at: 'school' | 'daycare' | 'both';
  text: string;
}

const of = (theme: Theme, at: Observation['at'], ...texts: string[]): Observation[] =>
  texts.map((text) => ({ theme, at, text }));

export const observations: readonly Observation[] = [
  ...of(
    'absence',
    'school',
    'Fraværet er steget til omkring to dage om ugen, mest mandag og fredag.',
    'Kommer for sent næsten hver dag og siger, at der ikke er nogen hjemme til at vække.',
    'Har ikke været i skole i otte dage. Hjemmet melder syg fra dag til dag.',
    'Går hjem efter anden lektion, når der er idræt. Ingen kan helt sige hvorfor.',
    'Fraværet følger de uger, hvor barnet bor hos den ene forælder.',
  ),
  ...of(
    'absence',
    'daycare',
    'Afleveres uregelmæssigt og har ofte en eller to fridage om ugen uden besked.',
    'Har været væk i lange stræk, og personalet når ikke at få relationen bygget op igen.',
  ),
  ...of(
    'loneliness',
    'school',
    'Står alene i frikvartererne og bliver ikke valgt, når de selv danner grupper.',
    'Har skiftet skole og har efter to måneder ingen at følges med.',
    'Siger selv, at det er nemmest at være på biblioteket i pauserne.',
    'Er ude af gruppens fælles beskeder og opdager først aftaler bagefter.',
  ),
  ...of(
    'loneliness',
    'daycare',
    'Leger for sig selv det meste af formiddagen og trækker sig, når de andre kommer tæt på.',
    'Søger kun de voksne. De andre børn er holdt op med at spørge, om barnet vil være med.',
  ),
  ...of(
    'homeConflict',
    'both',
    'Forældrene er gået fra hinanden for nylig og er ikke enige om ret meget. Det mærkes ved skiftedagene.',
    'Der falder hårde ord mellem forældrene ved afleveringen, mens barnet hører på det.',
    'Det er bedsteforældrene, der henter for tiden. Der er uro om, hvor barnet skal bo.',
  ),
  ...of(
    'homeConflict',
    'school',
    'Barnet fortæller, at de voksne råber om aftenen. Der er ikke fortalt om slag eller trusler.',
    'En forælder er blevet sygemeldt, og barnet tager sig meget af de mindre søskende.',
  ),
  ...of(
    'behaviour',
    'school',
    'Bliver hurtigt vred i overgangene mellem timerne og har skubbet flere gange på en uge.',
    'Forlader undervisningen midt i timen. Det sker oftest efter frokost.',
    'Sproget over for de andre er blevet hårdt, og der er klager fra flere hjem.',
  ),
  ...of(
    'behaviour',
    'daycare',
    'Bider og river, når der er mange om legetøjet. Det er taget til efter ferien.',
    'Har svært ved skift og kan græde længe, når der skal ryddes op og ud på legepladsen.',
    'Reagerer voldsomt på høje lyde og gemmer sig under bordet.',
  ),
  ...of(
    'wellbeing',
    'school',
    'Er blevet stille over de sidste uger og spiser ikke sin mad.',
    'Klager over ondt i maven, særligt før fremlæggelser og prøver.',
    'Virker træt og siger selv, at der spilles det meste af natten.',
    'Græder let og siger, at det ikke kan betale sig at prøve.',
  ),
  ...of(
    'wellbeing',
    'daycare',
    'Har tabt sig og vil ikke spise sammen med de andre.',
    'Sover uroligt i middagsluren og vågner ked af det.',
    'Sproget er gået i stå, og barnet bruger mindre mimik end før.',
    'Kommer i for tyndt tøj og har de samme ting på flere dage i træk.',
  ),
  ...of(
    'unclear',
    'both',
    'Det er svært at pege på én ting. Personalet har en fornemmelse af, at noget ikke er, som det skal være.',
    'Flere små ting på samme tid: humør, søvn og kontakt til de andre. Hidtidige tiltag har ikke virket.',
    'Der er prøvet fast voksen, kortere dage og samtaler med hjemmet. Ingen af delene har flyttet noget.',
  ),
  ...of(
    'other',
    'both',
    'Spørgsmål om, hvornår man må tale med andre om sin bekymring, og hvad forældrene skal vide først.',
    'Ønske om hjælp til at forberede en svær samtale med hjemmet.',
    'Orientering: det, vi aftalte sidst, virker, og der er ro på.',
  ),
];

/** What came of it, by what was done. */
export const agreements: { readonly [action in ActionTaken]: readonly string[] } = {
  sparring: [
    'Vi drøftede, hvad der hører til hverdagen, og hvad der skal holdes øje med.',
    'Enige om at skrive tre konkrete iagttagelser ned til næste træffetid.',
    'Talt om, hvordan bekymringen kan siges til hjemmet uden at placere skyld.',
  ],
  localEffort: [
    'Fast voksen i overgangene de næste to uger, så ser vi på det igen.',
    'Makkerordning i pauserne og en kort snak hver fredag.',
    'Morgenaftale med hjemmet om, hvem der afleverer, og hvornår.',
  ],
  parentTalk: [
    'Stedet inviterer forældrene til en samtale, og jeg deltager gerne.',
    'Talte med en forælder, som var lettet over, at nogen spurgte.',
    'Forældrene er med på at prøve en fast sengetid og melde tilbage.',
  ],
  childTalk: [
    'Talte med barnet en halv time. Barnet vil gerne tale igen.',
    'Barnet fortalte selv, hvad der gør det svært, og hvem det gerne vil sidde sammen med.',
  ],
  familyUnit: [
    'Har spurgt Familieafdelingen til råds uden at nævne, hvem det drejer sig om.',
    'Forældrene ønsker selv kontakt til Familieafdelingen, og jeg følger dem på vej.',
  ],
  underretningHelp: [
    'Gennemgik, hvad en underretning skal indeholde: det sete og hørte for sig, vurderingen for sig.',
    'Drøftede underretningspligten. Den er personlig, og stedet skriver selv.',
  ],
  otherOffer: [
    'Pegede på sundhedsplejen og PPR som næste skridt.',
    'Fortalte om kommunens åbne rådgivning, som hjemmet selv kan ringe til.',
  ],
  other: ['Aftalt, at vi vender det igen, hvis noget ændrer sig.'],
};

/** What a colleague or the same worker writes when a note is revised. */
export const additions: readonly string[] = [
  'Tilføjet: hjemmet har ringet og er indforstået med aftalen.',
  'Tilføjet: personalet fortæller, at den første uge er gået bedre end ventet.',
  'Tilføjet: samtalen med forældrene er flyttet en uge.',
  'Rettet: det var om eftermiddagen og ikke om morgenen, det blev set.',
];
