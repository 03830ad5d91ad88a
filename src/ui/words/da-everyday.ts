const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Everyday unlocking, backup, first time and settings, in Danish. */
export const daEveryday = {
  pin: {
    wrong: (n: number) =>
      `Forkert kode. ${count(n, 'forsøg', 'forsøg')} tilbage, derefter 5 minutters pause.`,
    wrongLast: (n: number) =>
      `Forkert kode. ${count(n, 'forsøg', 'forsøg')} tilbage, derefter kræves gendannelseskoden.`,
    wrongPin: 'Forkert kode. Intet er gået tabt. Prøv igen.',
    digits: 'Koden er 4–8 cifre.',
    spent: 'Forkert kode ti gange. Brug gendannelseskoden. Intet er gået tabt.',
    noPasskey: 'Tabletten bekræftede ikke, at det er dig. Prøv igen, eller brug gendannelseskoden.',
    title: 'Din kode til hverdag',
    why: 'Vælg 4–8 cifre, så du ikke skal skrive gendannelseskoden hver gang.',
    first: 'Ny kode (4–8 cifre)',
    again: 'Skriv koden igen',
    differs: 'De to koder er ikke ens.',
    choose: 'Gem koden',
    choosing: 'Gemmer koden…',
    asks: 'Tabletten beder måske om fingeraftryk, ansigt eller sin egen skærmkode. Det bliver på tabletten.',
    kept: 'Koden er gemt. Den låser op sammen med tablettens egen godkendelse, også efter en genstart.',
    page: 'Koden er gemt. Den virker, så længe appen er åben. Efter en genstart bruger du gendannelseskoden.',
    refused: 'Koden er ikke ændret, for tabletten bekræftede ikke, at det er dig. Den gamle gælder stadig.',
  },
  backup: {
    title: 'Sikkerhedskopi',
    why: 'Filen rummer det, der ikke er sendt endnu. Kun serveren kan læse den, og den kan sendes fra enhver tablet eller pc.',
    saved: (n: number) =>
      `${count(n, 'ændring', 'ændringer')} er i filen. De bliver også på tabletten og sendes, når der er net.`,
    ready: 'Filen er klar. Tryk på Gem.',
    nothing: 'Alt er sendt. Der er intet at gemme i en fil.',
    read: 'Indlæs sikkerhedskopi',
    sending: 'Sender filens indhold…',
    sent: (n: number) =>
      `${count(n, 'ændring', 'ændringer')} fra filen er sendt. Intet bliver talt to gange.`,
    noBackup: 'Filen er ikke en sikkerhedskopi fra Træffetid. Intet er sendt.',
    changed: 'Filen er ændret, eller dens tablet er ikke kendt mere. Serveren tog den ikke.',
    noNet: 'Der er ingen forbindelse til serveren. Filen er uændret. Prøv igen, når der er net.',
  },
};
