/** The most characters of a tablet's name. */
export const tabletNameLimit = 40;

/** What the store and the endpoint take as a tablet's name. */
export const isTabletName = (name: string): boolean =>
  /^[\p{L}\p{N} ]+$/u.test(name) && [...name].length <= tabletNameLimit;
