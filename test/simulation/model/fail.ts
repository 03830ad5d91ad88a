/** A promise is broken: the text begins with its name, P1–P7. */
export const fail = (text: string): never => {
  throw new Error(text);
};
