// JSON in the manner of `exiftool -j -a -G:0:1:4`, and with ExifTool's habits for numbers and booleans.
import { StoredBytes, type Tag, type TagValue, type Text } from 'exifkit';
import type { FileResult } from './printers.js';

/** One object: `SourceFile`, then `Family0:Family1:Name`; a second equal key is `Family0:Family1:Copy1:Name`. */
export function exiftoolJson({ path, tags, numeric }: FileResult): string {
  const seen = new Map<string, number>();
  const lines = [`  "SourceFile": ${JSON.stringify(path)}`];
  for (const tag of tags) {
    const text = numeric ? numericJson(tag) : textJson(tag.text);
    lines.push(`  ${JSON.stringify(key(tag, seen))}: ${text}`);
  }
  return `{\n${lines.join(',\n')}\n}`;
}

function key({ family, group, name }: Tag, seen: Map<string, number>): string {
  const plain = `${family}:${group}:${name}`;
  const copies = seen.get(plain) ?? 0;
  seen.set(plain, copies + 1);
  return copies ? `${family}:${group}:Copy${copies}:${name}` : plain;
}

function textJson(text: Text): string {
  if (typeof text === 'string') return scalar(text);
  if (Array.isArray(text)) return `[${text.map(textJson).join(',')}]`;
  return `{${Object.entries(text)
    .map(([name, item]) => `${JSON.stringify(name)}: ${textJson(item)}`)
    .join(',')}}`;
}

/** The value, but where ExifTool tells of the size alone, that. */
function numericJson({ value, text, family }: Tag): string {
  if (value instanceof Uint8Array || value instanceof StoredBytes) return textJson(text);
  return typeof text === 'string' && text.startsWith('(Binary data ')
    ? textJson(text)
    : valueJson(value, family === 'XMP');
}

/** Numbers of one value stand in one text, but items of XMP lists each on their own. */
function valueJson(value: TagValue, listed = false): string {
  if (value instanceof Uint8Array || value instanceof StoredBytes)
    return JSON.stringify(`(Binary data ${value.length} bytes, use -b option to extract)`);
  if (Array.isArray(value)) {
    if (!listed && value.every((item) => typeof item === 'number'))
      return scalar(value.map(digits).join(' '));
    return `[${value.map((item) => valueJson(item, listed)).join(',')}]`;
  }
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}: ${valueJson(item, listed)}`)
      .join(',')}}`;
  }
  return scalar(typeof value === 'number' ? digits(value) : String(value));
}

/** A number to fifteen digits, an exponent with two at least. */
function digits(value: number): string {
  return String(Number(value.toPrecision(15))).replace(/(e[+-])(\d)$/, '$10$2');
}

/** What looks like a number or a boolean stands without quotes; NUL characters are left out. */
function scalar(text: string): string {
  if (/^-?(\d|[1-9]\d{1,14})(\.\d{1,16})?(e[-+]?\d{1,3})?$/i.test(text)) return text;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  return JSON.stringify(text.replaceAll('\0', ''));
}
