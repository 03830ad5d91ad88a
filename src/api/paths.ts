/** Every path of the endpoint, in one place for both ends. */
export const paths = {
  health: '/api/health',
  me: '/api/me',
  /** What stands below it opens the demo's door. */
  demoDoor: '/api/demo/',
  demoSignIn: '/api/demo/sign-in',
  demoVaultSignIn: '/api/demo/vault-sign-in',
  signOut: '/api/sign-out',
  device: '/api/device',
  knownDevices: '/api/device/known',
  forgetDevice: '/api/device/forget',
  renameTablet: '/api/device/name',
  endAccess: '/api/device/end-access',
  ownFeed: '/api/device/feed',
  sync: '/api/sync',
  places: '/api/places',
  log: '/api/review/consultations',
  decide: '/api/review/decide',
  schedule: '/api/schedule',
  logDetail: (id: string) => `/api/review/consultations/${id}`,
} as const;
