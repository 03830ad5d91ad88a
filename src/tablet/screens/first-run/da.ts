const records = (n: number): string => `${n} ${n === 1 ? 'registrering' : 'registreringer'}`;

/** What only the way in says, in Danish. */
export const da = {
  evicted: 'Browseren har slettet tablettens lager',
  evictedWhy:
    'Appens data er ikke på denne tablet mere. Det kan ske, når browseren rydder op, eller når nogen sletter webstedets data.',
  lastHeard: (tablet: string, when: string) => `“${tablet}” var sidst i kontakt med serveren ${when}.`,
  neverHeard: (tablet: string) => `“${tablet}” har aldrig sendt noget til serveren.`,
  allCame: 'Da var alt sendt. Er der registreret noget siden, er det ikke modtaget.',
  missing: (n: number) =>
    `Den havde da ${records(n)}, som serveren ikke har modtaget. Koordinatoren ser det samme tal.`,
  fetched: 'Det, serveren har modtaget, hentes igen, når du begynder på ny.',
  readFirst:
    'Har du gemt en sikkerhedskopi fra tabletten, så indlæs den her først. Ellers må det, der mangler, registreres igen.',
  anew: 'Begynd på ny',
  tooLate: (minutes: string) =>
    `Der er gået over ${minutes} minutter, siden du loggede ind. Log ind igen; koden her på siden er den samme.`,
};
