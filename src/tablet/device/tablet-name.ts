/** What the store and the endpoint take as a tablet's name. */
export const isTabletName = (name: string): boolean => /^[\p{L}\p{N} ]{1,40}$/u.test(name);
