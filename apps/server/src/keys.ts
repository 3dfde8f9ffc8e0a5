// API keys: made at random, stored as SHA-256 hashes, compared in constant time.
import { toHex } from './bytes.js';
import type { Store, Stored } from './storage/store.js';

/** What is known of a key. The key itself is not. */
export interface Key {
  /** Its hash, safe to store. */
  readonly id: string;
  /** What it is called; `undefined` for one of the settings. */
  readonly name: string | undefined;
  /** Milliseconds since 1970. */
  readonly created: number | undefined;
  readonly limits: KeyLimits;
}

/** How much a key may be used, where that is its own. */
export interface KeyLimits {
  /** Requests in a minute. */
  readonly rate?: number | undefined;
  /** Requests in a day. */
  readonly quota?: number | undefined;
}

/** Knows which keys are good: those configured and those in the store. */
export interface KeyRing {
  /** A known key, else `undefined`. */
  identify(key: string): Promise<Key | undefined>;
  /** Makes a key and stores its hash. The key itself is returned only here. */
  make(name: string, limits?: KeyLimits): Promise<string>;
  /** All keys, by name. */
  list(): Promise<Key[]>;
  /** Forgets a key of the store: from now on it is not known. */
  revoke(id: string): Promise<void>;
  /** Whether there is no key at all. */
  isEmpty(): Promise<boolean>;
}

/** A key ring over the configured keys and a store. */
export async function createKeyRing(configured: readonly string[], store: Store): Promise<KeyRing> {
  const own = (await Promise.all(configured.map(hashOf))).map(
    (id): Key => ({ id, name: undefined, created: undefined, limits: {} }),
  );
  /** Hashes of good keys, since hashing takes a way to another thread on some runtimes. */
  const seen = new Map<string, string>();
  const remember = (key: string, id: string): void => {
    if (seen.size === maxSeen) seen.clear();
    seen.set(key, id);
  };
  return {
    async identify(key) {
      const id = seen.get(key) ?? (await hashOf(key));
      let known: Key | undefined;
      for (const candidate of own) if (equalInConstantTime(candidate.id, id)) known = candidate;
      const stored = known ? undefined : await store.get('keys', id);
      if (stored) known = keyOf(stored);
      if (known) remember(key, id);
      return known;
    },
    async make(name, limits = {}) {
      const key = `exk_${base64url(crypto.getRandomValues(new Uint8Array(32)))}`;
      const meta = { name, created: String(Date.now()), ...limitTexts(limits) };
      await store.put('keys', await hashOf(key), { meta, body: new Uint8Array(0), expires: undefined });
      return key;
    },
    async list() {
      const keys = [...own];
      for await (const id of store.list('keys')) {
        const stored = await store.get('keys', id);
        if (stored) keys.push(keyOf(stored));
      }
      return keys.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
    },
    revoke: (id) => store.delete('keys', id),
    async isEmpty() {
      if (own.length > 0) return false;
      for await (const _ of store.list('keys')) return false;
      return true;
    },
  };
}

const maxSeen = 1000;

/** The part of a key's id by which people call it: in the log, and to revoke it. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** Whether two secrets are the same, in a time that says nothing of where they differ. */
export async function sameSecret(a: string, b: string): Promise<boolean> {
  return equalInConstantTime(await hashOf(a), await hashOf(b));
}

function limitTexts({ rate, quota }: KeyLimits): Record<string, string> {
  return {
    ...(rate !== undefined && { rate: String(rate) }),
    ...(quota !== undefined && { quota: String(quota) }),
  };
}

function keyOf({ id, meta }: Stored): Key {
  const number = (name: string): number | undefined => (meta[name] ? Number(meta[name]) : undefined);
  return {
    id,
    name: meta['name'] ?? '',
    created: number('created'),
    limits: { rate: number('rate'), quota: number('quota') },
  };
}

/** SHA-256 of a text in hexadecimal. */
async function hashOf(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
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
