// API keys: made at random, stored as SHA-256 hashes, compared in constant time.
import type { Store } from './storage/store.js';

/** Knows which keys are good: those configured and those in the store. */
export interface KeyRing {
  /** The id of a known key (its hash, safe to store), else `undefined`. */
  identify(key: string): Promise<string | undefined>;
  /** Makes a key and stores its hash. The key itself is returned only here. */
  make(): Promise<string>;
  /** Whether there is no key at all. */
  isEmpty(): Promise<boolean>;
}

/** A key ring over the configured keys and a store. */
export async function createKeyRing(configured: readonly string[], store: Store): Promise<KeyRing> {
  const hashes = await Promise.all(configured.map(hashKey));
  return {
    async identify(key) {
      const hash = await hashKey(key);
      const stored = await store.get('keys', hash);
      const candidates = stored ? [...hashes, stored.id] : hashes;
      let known = false;
      for (const candidate of candidates) known = equalInConstantTime(candidate, hash) || known;
      return known ? hash : undefined;
    },
    async make() {
      const key = `exk_${base64url(crypto.getRandomValues(new Uint8Array(32)))}`;
      await store.put('keys', await hashKey(key), { meta: {}, body: new Uint8Array(0), expires: undefined });
      return key;
    },
    async isEmpty() {
      if (hashes.length > 0) return false;
      for await (const _ of store.list('keys')) return false;
      return true;
    },
  };
}

/** SHA-256 of a key in hexadecimal. */
export async function hashKey(key: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
