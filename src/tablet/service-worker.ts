import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

// Everything the tablet's page can reach is on the tablet before the worker takes over; answers of the endpoint never are.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
const tabletPage = createHandlerBoundToURL('/index.html');
registerRoute(new NavigationRoute(tabletPage, { denylist: [/^\/(api|k|b|feed)(\/|$)/] }));

// A new version waits until the page asks for it, so that an update never costs the worker what is being typed.
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});

// The page that installed it is looked after at once: a later release then waits for it, and takes no file from under it.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
