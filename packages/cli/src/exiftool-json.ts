// JSON in the manner of `exiftool -j -a -G:0:1:4`, and with ExifTool's habits for numbers and booleans.
import { numericText, type Tag, type Text } from 'exifkit';
import type { FileResult } from './printers.js';

/** One object: `SourceFile`, then `Family0:Family1:Name`; a second equal key is `Family0:Family1:Copy1:Name`. */
export function exiftoolJson({ path, tags }: FileResult, numeric: boolean): string {
  const seen = new Map<string, number>();
  const lines = [`  "SourceFile": ${JSON.stringify(path)}`];
  for (const tag of tags) {
    const text = textJson(numeric ? numericText(tag) : tag.text);
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

/** What looks like a number or a boolean stands without quotes; NUL characters are left out. */
function scalar(text: string): string {
  if (/^-?(\d|[1-9]\d{1,14})(\.\d{1,16})?(e[-+]?\d{1,3})?$/i.test(text)) return text;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  return JSON.stringify(text.replaceAll('\0', ''));
}
