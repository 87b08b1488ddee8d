// Gives the inspection's form again where there is no network, once it was open on this telephone. With a network nothing is different: what
// the registry answers counts, a login that is over or a right that was taken away too.
(function () {
  'use strict';

  const kept = 'aed-inspection';
  const isForm = url => /^\/c\/[^/]+\/inspect$/.test(url.pathname);
  const parts = ['/inspection.js', '/care-public.css', '/favicon.svg'];

  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

  async function answer(request, url) {
    const cache = await caches.open(kept);
    try {
      const fresh = await fetch(request);
      if (fresh.ok) {
        await cache.put(url.pathname, fresh.clone());
      } else if (fresh.status === 403 || fresh.status === 404) {
        await cache.delete(url.pathname);
      }

      return fresh;
    } catch (error) {
      const before = await cache.match(url.pathname);
      if (before) {
        return before;
      }

      throw error;
    }
  }

  self.addEventListener('fetch', event => {
    const url = new URL(event.request.url);
    if (event.request.method === 'GET' && url.origin === self.location.origin && (isForm(url) || parts.includes(url.pathname))) {
      event.respondWith(answer(event.request, url));
    }
  });
})();
