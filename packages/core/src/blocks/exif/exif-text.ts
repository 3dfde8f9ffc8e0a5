// Texts that begin with eight bytes for their character code (Exif 3.0, 4.6.5 UserComment) and UCS-2 texts.
import { beforeNull, bytesBeforeNull, plainText, utf8Text } from '../../bytes/text.js';
import type { TagScope, TagValue } from '../../types.js';

const codeLength = 8;

/** The text of UserComment, GPSProcessingMethod and GPSAreaInformation. */
export function codedText(stored: TagValue, scope: Pick<TagScope, 'littleEndian'>): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  if (stored.length < codeLength) return plainText(stored);
  const code = String.fromCharCode.apply(null, stored.subarray(0, codeLength) as unknown as number[]);
  const text = decode(code, stored, stored.subarray(codeLength), scope);
  return text.endsWith(' ') ? text.replace(/ +$/, '') : text;
}

function decode(
  code: string,
  whole: Uint8Array,
  rest: Uint8Array,
  scope: Pick<TagScope, 'littleEndian'>,
): string {
  if (code === 'ASCII\0\0\0' || /^(ASCII)?(\0|[\0 ]+$)/.test(code)) return utf8Text(bytesBeforeNull(rest));
  if (/^UNICODE[\0 ]$/.test(code)) return utf16(rest, guessLittleEndian(rest, scope.littleEndian));
  if (/^JIS[\0 ]{5}$/.test(code)) return jisText(rest);
  return plainText(whole);
}

/** Little-endian UCS-2 up to its first null, as Windows writes it; a byte order mark may say otherwise. */
export function windowsText(stored: TagValue): TagValue {
  return stored instanceof Uint8Array ? utf16(stored, true) : stored;
}

/** That text as ExifTool prints it: UCS-2 has no pairs, so each half of one is three stray bytes. */
export function windowsTextPrinted(value: TagValue): string {
  return String(value).replace(/[\ud800-\udfff\ufffd-\uffff]/g, '???');
}

function utf16(bytes: Uint8Array, littleEndian: boolean): string {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const little = marked ? bytes[0] === 0xff : littleEndian;
  return shortUtf16(bytes, marked ? 2 : 0, little) ?? longUtf16(bytes, marked ? 2 : 0, little);
}

function longUtf16(bytes: Uint8Array, from: number, littleEndian: boolean): string {
  const even = bytes.subarray(from, bytes.length & ~1);
  return beforeNull((littleEndian ? utf16le : utf16be).decode(even));
}

/** Bytes up to which a text is quicker made than decoded. */
const shortText = 96;

/** Short text without halves of pairs, up to its first null. */
function shortUtf16(bytes: Uint8Array, from: number, littleEndian: boolean): string | undefined {
  if (bytes.length > shortText) return undefined;
  const codes: number[] = [];
  for (let at = from; at + 1 < bytes.length; at += 2) {
    const code = bytes[at + (littleEndian ? 1 : 0)]! * 256 + bytes[at + (littleEndian ? 0 : 1)]!;
    if (code === 0) break;
    if (code >= 0xd800 && code < 0xe000) return undefined;
    codes.push(code);
  }
  return String.fromCharCode.apply(null, codes);
}

const utf16be = new TextDecoder('utf-16be', { ignoreBOM: true });
const utf16le = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Which bytes were met; only used within the function below. */
const highMet = new Uint8Array(256);
const lowMet = new Uint8Array(256);

/** Many writers use another byte order than the file's: the byte that varies more is the lower one. */
function guessLittleEndian(bytes: Uint8Array, littleEndian: boolean): boolean {
  highMet.fill(0);
  lowMet.fill(0);
  let highBytes = 0;
  let lowBytes = 0;
  let highZeros = 0;
  let lowZeros = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const highByte = bytes[littleEndian ? at + 1 : at]!;
    const lowByte = bytes[littleEndian ? at : at + 1]!;
    if (!highMet[highByte]) {
      highMet[highByte] = 1;
      highBytes++;
    }
    if (!lowMet[lowByte]) {
      lowMet[lowByte] = 1;
      lowBytes++;
    }
    if (highByte === 0) highZeros++;
    if (lowByte === 0) lowZeros++;
  }
  const swapped = highBytes > lowBytes || (highBytes === lowBytes && lowZeros > highZeros);
  return swapped ? !littleEndian : littleEndian;
}

/** Two-byte JIS X 0208, through ISO-2022-JP's escape to it. */
function jisText(bytes: Uint8Array): string {
  const escaped = new Uint8Array(bytes.length + 3);
  escaped.set([0x1b, 0x24, 0x42]);
  escaped.set(bytes, 3);
  return beforeNull(new TextDecoder('iso-2022-jp').decode(escaped));
}
