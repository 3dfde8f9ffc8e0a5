// Keeps the files of the page, and answers from them: once installed, nothing is asked of the network.
const files = __FILES__;
const version = __VERSION__;

self.addEventListener('install', (event) => {
  const keep = async () => (await caches.open(version)).addAll(files);
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== version) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

// A file is the same whoever asks for it, whatever its server says in `Vary`.
self.addEventListener('fetch', (event) => {
  const { origin } = self.location;
  if (event.request.method !== 'GET' || !event.request.url.startsWith(origin)) return;
  const answer = async () =>
    (await caches.match(event.request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(event.request);
  event.respondWith(answer());
});
