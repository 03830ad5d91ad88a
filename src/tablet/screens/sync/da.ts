/** What only the state of the store and of sync says, in Danish. */
export const da = {
  appError: 'Fejl i appen – send rapport',
  appErrorWhy:
    'Noget i appen gik galt, da den ville sende. Du kan arbejde videre: alt gemmes på denne tablet, og appen prøver igen af sig selv.',
  reportWhy:
    'Gem rapporten, og send den til it-support. Den rummer ingen navne og intet af det, du har skrevet.',
  saveReport: 'Gem rapport…',
  reportSaved: 'Rapporten er gemt.',
  reportOffered: 'Browseren har fået rapporten som fil. Se efter, at den ligger blandt dine overførsler.',
  deadWhy:
    'Det, der står på skærmen, er kun her. Gem en sikkerhedskopi, før du starter appen igen. Den rummer det, der ikke er sendt, og den henvendelse, du er i gang med.',
  notShown: 'Ændring',
  damaged: (n: number) => `${n === 1 ? 'En ændring' : `${n} ændringer`} kan ikke vises`,
  damagedWhy: 'Skadet på denne tablet. Serveren får den alligevel.',
};
