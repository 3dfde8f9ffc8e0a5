// One IFD entry's typed value.
import type { Entry } from '../../ifd/read.js';
import { readValue } from '../../ifd/value.js';
import type { Scope, TagValue } from '../../types.js';
import type { Definition, Kind } from './definition.js';
import { readType } from './stored.js';

/** One entry's typed value; `undefined` where it is missing, degenerate (0/0), or not of its kind. */
export function entryValue(
  entry: Entry,
  definition: Definition,
  scope: Scope,
  limit: number,
): TagValue | undefined {
  const stored = readValue(entry, scope.littleEndian, limit, readType(entry, definition));
  if (stored === undefined) return undefined;
  const value = definition.value ? definition.value(stored, scope) : stored;
  return value === undefined ? undefined : ofKind(value, definition.kind);
}

function ofKind(value: TagValue, kind: Kind): TagValue | undefined {
  switch (kind) {
    case 's':
      return typeof value === 'string' ? value : undefined;
    case 'b':
      return value instanceof Uint8Array ? value : undefined;
    case 'n': {
      const number = Array.isArray(value) ? value[0] : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    }
    case 'l':
      if (typeof value === 'number') return Number.isFinite(value) ? [value] : undefined;
      return Array.isArray(value) && value.every(Number.isFinite) ? value : undefined;
    default:
      if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
      return Array.isArray(value) && !value.every(Number.isFinite) ? undefined : value;
  }
}
