/** Every path of the endpoint, in one place for both ends. */
export const paths = {
  health: '/api/health',
  me: '/api/me',
  demoSignIn: '/api/demo/sign-in',
  signOut: '/api/sign-out',
  device: '/api/device',
  sync: '/api/sync',
  feeds: '/api/feeds',
  log: '/api/review/consultations',
  decide: '/api/review/decide',
  logDetail: (id: string) => `/api/review/consultations/${id}`,
} as const;
