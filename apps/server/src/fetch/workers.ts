// The platform's fetch on Workers: it looks names up and connects by itself, to public addresses only.
import type { FetchResponse, PlatformTransport } from './fetch-file.js';

/** Fetch without the platform's cache and without its redirects. */
export const workersTransport: PlatformTransport = { getByName };

async function getByName(url: URL, signal: AbortSignal): Promise<FetchResponse> {
  const stop = new AbortController();
  const response = await fetch(url, {
    method: 'GET',
    redirect: 'manual',
    cache: 'no-store',
    headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'exifkit' },
    signal: AbortSignal.any([signal, stop.signal]),
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: response.body ?? emptyBody(),
    close: () => stop.abort(),
  };
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
