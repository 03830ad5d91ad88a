/** What only the state of the store and of sync says, in Danish. */
export const da = {
  deadWhy:
    'Det, der står på skærmen, er kun her. Gem en sikkerhedskopi, før du starter appen igen. Den rummer det, der ikke er sendt, og den henvendelse, du er i gang med.',
};
