import { inWords } from '#kit/words/format.ts';

/** What the help says of the tablet's own limits: characters of the recovery code, and minutes until it locks. */
export interface Limits {
  code: number;
  lock: { idle: number; hidden: number; talking: { idle: number; hidden: number }; covered: number };
}

const minutes = (n: number): string => (n === 1 ? 'et minut' : `${inWords(n)} minutter`);

/** The help in Danish: a few questions, short answers. */
export const daHelp = {
  search: 'Søg i hjælpen',
  none: 'Ingen artikel passer. Prøv et andet ord, eller spørg din koordinator.',
  articles: ({ code, lock }: Limits) => [
    {
      question: 'Hvordan ved jeg, at det, jeg skrev, er sendt?',
      answer: [
        'Mærket øverst siger altid, hvordan det står til. Grønt “Alt er sendt” betyder, at serveren har kvitteret for alt.',
        '“Gemt på denne tablet” og “Venter på forbindelse” betyder, at det er gemt sikkert her og sendes af sig selv, når der er net. Du skal ikke gøre noget.',
      ],
    },
    {
      question: 'Kan jeg arbejde uden net?',
      answer: [
        'Ja. Alt gemmes først på tabletten. Du kan starte og afslutte træffetider, registrere, rette og se dine frister uden net.',
        'Kun to ting kræver net: at logge ind første gang og at hente det, andre har registreret.',
      ],
    },
    {
      question: 'Hvordan registrerer jeg en henvendelse?',
      answer: [
        'Start træffetiden, tryk på Ny henvendelse, og svar på fem spørgsmål: hvem, hvad, hvad I gjorde, opfølgning og vurdering.',
        'Har du travlt, så tryk på Gem nu efter det første svar. Henvendelsen mærkes “Mangler vurdering”, så du kan gøre den færdig senere.',
      ],
    },
    {
      question: 'Hvad gør jeg, når en, der har booket, kommer – eller ikke kommer?',
      answer: [
        'Tryk på Tag ind ud for tiden: samtalen begynder, og hvem og emne er udfyldt. Kommer ingen, så tryk på Kom ikke. Begge dele kan fortrydes.',
        'Skal I tales ved igen, så tryk på Book næste samtale. Uden net afventer tiden, til serveren har svaret; var den taget, får du andre at vælge imellem.',
      ],
    },
    {
      question: 'Jeg er syg, eller tiden passer ikke. Hvordan aflyser jeg?',
      answer: [
        'Åbn Uge, og tryk på træffetiden: Aflys denne gang eller Flyt. En kollega kan trykke på Jeg holder den på sin tablet.',
        'Det virker også uden net. De, der har booket, får besked, når det er sendt.',
      ],
    },
    {
      question: 'Hvad må jeg skrive i noten?',
      answer: [
        'Skriv ikke navne, adresser eller CPR-numre. Noten er valgfri og bør kun rumme det, du selv skal bruge næste gang.',
        'Ligner noget et CPR-nummer, advarer tabletten, før du gemmer.',
      ],
    },
    {
      question: 'Hvordan retter jeg en fejl?',
      answer: [
        'Åbn henvendelsen på I dag, og tryk på Ret. Den gamle udgave gemmes i historikken.',
        'Er henvendelsen slet ikke rigtig, så vælg Annullér henvendelsen, og skriv hvorfor. Den slettes ikke, men tæller ikke med.',
      ],
    },
    {
      question: 'Hvad betyder “Kræver dit valg”?',
      answer: [
        'Den samme henvendelse er rettet to steder, før tabletterne nåede at tale sammen. Intet er slettet.',
        'Åbn den under Synk, og vælg for hvert felt. Det, du ikke vælger, gemmes i historikken.',
      ],
    },
    {
      question: 'Hvad betyder “Afvist”?',
      answer: [
        'Serveren kunne ikke tage imod ændringen, for eksempel fordi stedet ikke længere er dit. Det, du skrev, står under Synk og er også gemt hos koordinatoren.',
      ],
    },
    {
      question: 'Jeg har glemt min kode. Hvad gør jeg?',
      answer: [
        `Tryk på Brug gendannelseskoden på låseskærmen, og skriv de ${code} tegn, du gemte den første dag.`,
        'Har du heller ikke den, så vælg Jeg har glemt koden. Det, der ikke er sendt, sendes først; derefter logger du ind og begynder forfra. Kun kladder, der aldrig blev gemt, går tabt.',
      ],
    },
    {
      question: 'Hvorfor låser tabletten?',
      answer: [
        `Efter ${minutes(lock.idle)} uden berøring, og når appen har været skjult i ${minutes(lock.hidden)}. Mens en henvendelse kører, er det ${inWords(lock.talking.idle)} og ${minutes(lock.talking.hidden)}, og teksten dækkes efter ${minutes(lock.covered)}.`,
        'Det, du var i gang med at skrive, er der stadig, når du låser op.',
      ],
    },
    {
      question: 'Tabletten skal afleveres, eller den har aldrig net. Hvad med det, der ikke er sendt?',
      answer: [
        'Gå til Synk, og tryk på Gem sikkerhedskopi. Filen kan kun læses af serveren, men kan sendes fra enhver tablet eller pc: vælg Indlæs sikkerhedskopi under Synk eller ved login.',
        'Den samme fil kan sendes flere gange. Intet tælles to gange.',
      ],
    },
    {
      question: 'Kan tabletten selv slette mine data?',
      answer: [
        'I en fane i Safari slettes data efter syv dage uden brug. Læg derfor appen på hjemmeskærmen; så sker det ikke.',
        'Under Synk står, om tabletten har lovet at beholde dataene. Det, der er sendt, kan altid hentes igen.',
      ],
    },
    {
      question: 'Vi er flere om den samme tablet. Kan de andre se mit?',
      answer: [
        'Nej. Hver rådgiver har sit eget lager, låst med sin egen kode. Tryk på Skift bruger på låseskærmen. Det, du ikke har sendt, sendes stadig, også mens en anden bruger tabletten.',
      ],
    },
  ],
};
