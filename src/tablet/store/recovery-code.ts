/** Crockford's base32: no I, L, O or U, so that a code read aloud or copied by hand comes back the same. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** So many characters, in groups of so many. */
export const codeLength = 12;
export const codeGroup = 4;

/** 60 random bits as twelve characters in groups of four: `7K2M-QX4P-90RT`. */
export const makeRecoveryCode = (): string => {
  const random = crypto.getRandomValues(new Uint8Array(codeLength));
  const groups = Array.from({ length: codeLength / codeGroup }, (_, at) =>
    [...random.subarray(at * codeGroup, (at + 1) * codeGroup)].map((byte) => alphabet[byte % 32]).join(''),
  );
  return groups.join('-');
};

/** As it was made, however it was typed: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export const readRecoveryCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** Could this be a whole code? Worth asking before a second of key derivation. */
export const isWholeCode = (typed: string): boolean => {
  const code = readRecoveryCode(typed);
  return code.length === codeLength && [...code].every((character) => alphabet.includes(character));
};
