const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // One policy, made once, for the address of the service worker.
  'trusted-types app-sw',
].join('; ');

const notNeeded = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'midi'];

const always: Record<string, string> = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': notNeeded.map((name) => `${name}=()`).join(', '),
};

/** The same answer with what protects the page on it; HSTS only where HTTPS is how we are reached. */
export function protect(answer: Response, secure: boolean): Response {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (secure) headers.set('strict-transport-security', 'max-age=31536000');
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
