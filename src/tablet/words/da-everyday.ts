const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Everyday unlocking, backup, first time and settings, in Danish. */
export const daEveryday = {
  pin: {
    wrong: (n: number, minutes: number) =>
      `Forkert kode. ${count(n, 'forsøg', 'forsøg')} tilbage, derefter ${minutes} minutters pause.`,
    wrongLast: (n: number) =>
      `Forkert kode. ${count(n, 'forsøg', 'forsøg')} tilbage, derefter kræves gendannelseskoden.`,
    wrongPin: 'Forkert kode. Intet er gået tabt. Prøv igen.',
    digits: (least: number, most: number) => `Koden er ${least}–${most} cifre.`,
    spent: (times: string) => `Forkert kode ${times} gange. Brug gendannelseskoden. Intet er gået tabt.`,
    noPasskey: 'Tabletten bekræftede ikke, at det er dig. Prøv igen, eller brug gendannelseskoden.',
    title: 'Din kode til hverdag',
    why: (least: number, most: number) =>
      `Vælg ${least}–${most} cifre, så du ikke skal skrive gendannelseskoden hver gang.`,
    old: 'Din nuværende kode',
    oldHint: 'Kan du ikke huske den, så skriv gendannelseskoden.',
    first: (least: number, most: number) => `Ny kode (${least}–${most} cifre)`,
    again: 'Skriv koden igen',
    differs: 'De to koder er ikke ens.',
    choose: 'Gem koden',
    choosing: 'Gemmer koden…',
    asks: 'Tabletten beder måske om fingeraftryk, ansigt eller sin egen skærmkode. Det bliver på tabletten.',
    kept: 'Koden er gemt. Den låser op sammen med tablettens egen godkendelse, også efter en genstart.',
    page: 'Koden er gemt. Den virker, så længe appen er åben. Efter en genstart bruger du gendannelseskoden.',
    refused: 'Koden er ikke ændret, for tabletten bekræftede ikke, at det er dig. Den gamle gælder stadig.',
  },
  lease: {
    over: 'Log ind for at læse igen',
    overMore:
      'Aftaler, henvendelser og opfølgning er dækket til, for det er for længe siden, du loggede ind. Intet er slettet. Du kan skrive, som du plejer; det gemmes og sendes.',
    soon: (when: string) => `Log ind senest ${when}, så du kan blive ved med at læse.`,
    first: 'Log ind først. Knappen står øverst på skærmen.',
    toSend: 'Log ind, så sender vi resten. Intet er gået tabt.',
  },
  backup: {
    title: 'Sikkerhedskopi',
    why: 'Filen rummer det, der ikke er sendt endnu. Kun serveren kan læse den, og den kan sendes fra enhver tablet eller pc.',
    saved: (n: number) =>
      `${count(n, 'ændring', 'ændringer')} er i filen. De bliver også på tabletten og sendes, når der er net.`,
    offered: (n: number) =>
      `Browseren har fået en fil med ${count(n, 'ændring', 'ændringer')}. Se efter, at den ligger blandt dine overførsler. Ændringerne bliver også på tabletten og sendes, når der er net.`,
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
  install: {
    installed: 'Appen ligger på hjemmeskærmen.',
    offered: 'Tryk på Installér, så ligger appen på hjemmeskærmen.',
    desktop: 'Vælg “Installér Træffetid” i browserens menu eller adresselinje.',
    safariTab: 'Safari sletter data i en fane efter syv dage uden brug',
  },
  practice: {
    mark: 'ØVELSE',
    why: 'Prøv dig frem. Intet af det bliver gemt eller sendt.',
    finish: (finish: string) => `${finish} (øvelse)`,
    again: 'Begynd forfra',
    done: 'Godt. Sådan gør du. Øvelsen er væk igen; intet er gemt eller sendt.',
  },
  howSent: {
    where:
      'Mærket øverst på alle skærme siger, hvordan det står til. Det samme mærke står ved hver henvendelse.',
    local: 'Det er gemt sikkert her og sendes om lidt.',
    wait: 'Der er ikke net. Det sendes af sig selv, når der er.',
    sentWord: 'Alt er sendt',
    sent: 'Serveren har kvitteret. Koordinatoren kan se det.',
    conflict: 'To har rettet det samme. Intet er slettet; du vælger.',
    danger: 'Serveren tog det ikke. Det står stadig her med en forklaring.',
  },
  settings: {
    welcome: 'Vis introduktionen igen',
    hand: 'Hånd',
    hands: { right: 'Højre', left: 'Venstre' },
    awake: 'Hold skærmen tændt',
    awakes: { off: 'Nej', on: 'Ja, mens appen er åben' },
    awakeAside: (minutes: string) => `Tabletten låser stadig efter ${minutes} minutter uden berøring.`,
    rename: 'Gem navnet',
    renamed: 'Tabletten har fået nyt navn.',
    help: 'Åbn hjælpen',
  },
};
