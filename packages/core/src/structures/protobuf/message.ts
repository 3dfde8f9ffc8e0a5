// Reads protocol buffers: fields one behind the other, each a number with a type and a value.

/** A field of a message. */
export interface MessageField {
  readonly number: number;
  /** 0 a number of variable length, 1 eight bytes, 2 bytes of a stated length, 5 four bytes. */
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Of type 0 its number. */
  readonly value: number;
  /** Where the next one begins. */
  readonly end: number;
}

const maxFields = 10_000;
const maxNumberBytes = 34;
const noBytes = new Uint8Array(0);

/** The fields up to the first that is none, or is cut off. */
export function readMessage(bytes: Uint8Array): readonly MessageField[] {
  const fields: MessageField[] = [];
  for (let at = 0; at < bytes.length && fields.length < maxFields; ) {
    const field = readField(bytes, at);
    if (!field) break;
    fields.push(field);
    at = field.end;
  }
  return fields;
}

function readField(bytes: Uint8Array, start: number): MessageField | undefined {
  const key = readNumber(bytes, start);
  if (!key) return undefined;
  const number = Math.floor(key.value / 8);
  const type = key.value % 8;
  const at = key.end;
  if (type === 0) {
    const found = readNumber(bytes, at);
    return found && { number, type, bytes: noBytes, value: found.value, end: found.end };
  }
  const stated = type === 2 ? readNumber(bytes, at) : undefined;
  if (type === 2 && !stated) return undefined;
  if (type > 5) return undefined;
  const from = stated?.end ?? at;
  const length = stated?.value ?? [0, 8, 0, 0, 0, 4][type]!;
  if (from + length > bytes.length) return undefined;
  return { number, type, bytes: bytes.subarray(from, from + length), value: 0, end: from + length };
}

/** A number, seven bits a byte, the lowest first, and where it ends. */
export function readNumber(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = 0, factor = 1; i < maxNumberBytes; i++, factor *= 128) {
    const byte = bytes[start + i];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end: start + i + 1 };
  }
  return undefined;
}
