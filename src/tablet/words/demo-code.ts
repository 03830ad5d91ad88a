/** The one recovery code of every vault in a demo installation; public, so that a demo is not taken for a safe. */
export const demoCode = 'DEM0-DEM0-2026';
