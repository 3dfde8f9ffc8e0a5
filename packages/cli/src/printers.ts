// The output forms of `exifkit read`: a table and JSON; others are loaded by those that ask for them.
import { StoredBytes, type Tag, type TagValue, type Text, type Warning } from 'exifkit';
import type { ToldError } from './errors.js';
import type { ReadForm } from './read-file.js';
import { harmless } from './terminal.js';

/** What is printed of one file. */
export interface FileResult {
  readonly path: string;
  readonly tags: readonly Tag[];
  readonly warnings: readonly Warning[];
}

/** How a list of files is printed. */
export interface Printer {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  file(result: FileResult): string;
  /** What stands for a file that could not be read, where anything does. */
  readonly failed?: (path: string, error: ToldError) => string;
  /** What is printed of all files after the last, where that cannot be done one by one. */
  readonly whole?: (files: readonly string[]) => Iterable<string>;
}

/** The printer for a form. */
export async function printerOf(form: ReadForm): Promise<Printer> {
  const { format, numeric } = form;
  if (format === 'csv' || format === 'tsv') return (await import('./rows.js')).rowPrinter(form, format);
  if (format === 'report' || format === 'report-json')
    return (await import('./report-printers.js')).reportPrinter(form, format);
  if (format === 'exiftool') {
    const { exiftoolJson } = await import('./exiftool-json.js');
    return { ...jsonList, file: (result) => exiftoolJson(result, numeric) };
  }
  if (format === 'json')
    return {
      ...jsonList,
      file: (result) => JSON.stringify(asObject(result, numeric), null, 2),
      failed: (file, error) => JSON.stringify({ file, error }, null, 2),
    };
  if (format === 'jsonl')
    return {
      ...oneByOne,
      file: (result) => `${JSON.stringify(asObject(result, numeric))}\n`,
      failed: (file, error) => `${JSON.stringify({ file, error })}\n`,
    };
  const { columns, colour } = form.screen;
  const paint = painter(colour);
  if (columns === undefined)
    return { ...oneByOne, between: '\n', file: (result) => table(result, numeric, unbounded, paint) };
  const { wrap } = await import('./wrap.js');
  const layout: Layout = {
    maxNameWidth: Math.max(minWidth, Math.min(maxNameWidth, Math.floor(columns / 2) - margin)),
    lines: (text, indent) => wrap(text, Math.max(columns - indent, minWidth)),
  };
  return { ...oneByOne, between: '\n', file: (result) => table(result, numeric, layout, paint) };
}

export const jsonList = { open: '[', between: ',\n', close: ']\n' } as const;
export const oneByOne = { open: '', between: '', close: '' } as const;

/** Before a name, and between it and its value, together. */
const margin = 4;
const maxNameWidth = 40;
/** Names and values have this much on the narrowest terminal. */
const minWidth = 10;

/** How a table is laid out. */
interface Layout {
  /** A longer name stands out of its column. */
  readonly maxNameWidth: number;
  /** A value in lines, after so many places. */
  lines(text: string, indent: number): readonly string[];
}

const unbounded: Layout = { maxNameWidth, lines: (text) => [text] };

/** A text in a style of `ansi`, or as it is. */
export type Paint = (style: keyof typeof ansi, text: string) => string;

const ansi = { title: '1', heading: '1;36', name: '36', bad: '33' } as const;

export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\x1b[${ansi[style]}m${text}\x1b[0m` : text);
}

function table({ path, tags, warnings }: FileResult, numeric: boolean, layout: Layout, paint: Paint): string {
  const lines = [paint('title', harmless(path))];
  const width = Math.min(
    layout.maxNameWidth,
    tags.reduce((longest, tag) => Math.max(longest, tag.name.length), 0),
  );
  const indent = width + margin;
  for (const [group, members] of byGroup(tags)) {
    lines.push('', paint('heading', group));
    for (const { name, value, text } of members) {
      const shown = layout.lines(plainText(numeric ? value : text), indent);
      const isBeside = name.length <= width || layout === unbounded;
      const [first, below] = isBeside ? [`  ${shown[0]}`, shown.slice(1)] : ['', shown];
      lines.push(`  ${paint('name', name.padEnd(width))}${first}`);
      for (const line of below) lines.push(' '.repeat(indent) + line);
    }
  }
  if (warnings.length) lines.push('', paint('bad', 'Warnings'));
  for (const { message, offset, path: place } of warnings) {
    const [first, ...below] = layout.lines(
      harmless(`${message} (${place || 'file'}, byte ${offset})`),
      margin,
    );
    lines.push(`  ${first}`, ...below.map((line) => ' '.repeat(margin) + line));
  }
  return `${lines.join('\n')}\n`;
}

/** A file as JSON has it: tags by group; a name that is there already gets `Copy1:` before it, as ExifTool does. */
function asObject({ path, tags, warnings }: FileResult, numeric: boolean): object {
  const groups: Record<string, object> = {};
  for (const [group, members] of byGroup(tags)) {
    const keys = uniqueNames(members.map(({ name }) => name));
    groups[group] = Object.fromEntries(
      members.map(({ value, text }, i) => [keys[i], numeric ? jsonValue(value) : text]),
    );
  }
  return { file: path, ...groups, ...(warnings.length && { warnings }) };
}

/** `Name`, and `Copy1:Name`, `Copy2:Name` ... where it comes again. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const copies = seen.get(name) ?? 0;
    seen.set(name, copies + 1);
    return copies > 0 ? `Copy${copies}:${name}` : name;
  });
}

/** Tags by group, the facts of the file itself first. */
function byGroup(tags: readonly Tag[]): Map<string, Tag[]> {
  const groups = new Map<string, Tag[]>();
  if (tags.some(({ group }) => group === 'File')) groups.set('File', []);
  for (const tag of tags) {
    const members = groups.get(tag.group);
    if (members) members.push(tag);
    else groups.set(tag.group, [tag]);
  }
  return groups;
}

/** One line of text; what a terminal would act on is shown as a dot. */
export function plainText(value: TagValue | Text): string {
  if (value instanceof Uint8Array || value instanceof StoredBytes) return `(${value.length} bytes)`;
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, item]) => `${name}: ${plainText(item)}`)
      .join(', ')}}`;
  }
  return harmless(String(value));
}

function jsonValue(value: TagValue): unknown {
  if (value instanceof Uint8Array || value instanceof StoredBytes) return `(${value.length} bytes)`;
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, jsonValue(v)]));
  return value;
}
