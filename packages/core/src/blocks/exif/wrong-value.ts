// Says what would be right where a tag cannot be set as asked.
import { MetadataError } from '../../errors.js';
import type { Writing } from './writing.js';

/** Stops: a tag takes something else than it was given. */
export function wrong({ name, place }: Writing, given: unknown, expected: string): never {
  const path = `${place === 'GPS' ? 'gps' : 'exif'}/${name}`;
  throw new MetadataError('not-writable', `${name} takes ${expected}, not ${shown(given)}`, { path });
}

function shown(given: unknown): string {
  if (typeof given === 'string') return `'${given.slice(0, 60)}'`;
  if (typeof given === 'number') return String(given);
  return given instanceof Uint8Array ? 'bytes' : (JSON.stringify(given) ?? typeof given).slice(0, 80);
}
