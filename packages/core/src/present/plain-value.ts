// Values as JSON and `structuredClone` can hold them: what JavaScript has no plain form for is told.
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { Tag, TagValue, Text } from '../types.js';

/** A value without bytes in it: those are told by their number, or stand in Base64. */
export type PlainValue =
  | string
  | number
  | boolean
  | { readonly byteLength: number }
  | readonly (PlainValue | undefined)[]
  | { readonly [name: string]: PlainValue | undefined };

/** A tag as JSON has it. */
export interface PlainTag {
  /** Family 0 group. */
  readonly family: string;
  /** Family 1 group. */
  readonly group: string;
  /** Its name, as ExifTool's. */
  readonly name: string;
  /** Its id by the standard. */
  readonly id: number | string;
  /** The value. */
  readonly value: PlainValue;
  /** The value as ExifTool prints it. */
  readonly text: Text;
}

/** What stands for bytes. */
export type BytesForm = (bytes: Uint8Array | StoredBytes) => PlainValue;

/** The number of bytes stands for them. */
export const byteLength: BytesForm = ({ length }) => ({ byteLength: length });

/** A typed value with another form of its bytes. */
export function plainValue(value: unknown, ofBytes: BytesForm): PlainValue | undefined {
  if (typeof value !== 'object' || value === null) return value as PlainValue | undefined;
  if (value instanceof Uint8Array || value instanceof StoredBytes) return ofBytes(value);
  if (Array.isArray(value)) return value.map((item) => plainValue(item, ofBytes));
  const fields: { [name: string]: PlainValue } = {};
  for (const [name, item] of Object.entries(value)) {
    const plain = plainValue(item, ofBytes);
    if (plain !== undefined) define(fields, name, plain);
  }
  return fields;
}

/** Sets a property of a file's naming: `__proto__` is one like others. */
export function define(fields: object, name: string, value: unknown): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

/** A tag with its text, as JSON has it. */
export function plainTag({ family, group, name, id, value, text }: Tag): PlainTag {
  return { family, group, name, id, value: plainValue(value satisfies TagValue, byteLength) ?? '', text };
}
