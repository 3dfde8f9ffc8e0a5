// The three output forms of `exifkit read`.
import { StoredBytes, type Tag, type TagValue, type Text, type Warning } from 'exifkit';
import type { ToldError } from './errors.js';
import { exiftoolJson } from './exiftool-json.js';
import { harmless } from './terminal.js';

/** What is printed of one file. */
export interface FileResult {
  readonly path: string;
  readonly tags: readonly Tag[];
  /** Values as they are stored, not as they are printed for people. */
  readonly numeric: boolean;
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
}

export type Format = 'table' | 'json' | 'exiftool';

export const printers: Readonly<Record<Format, Printer>> = {
  table: { open: '', between: '\n', close: '', file: table },
  json: { open: '[', between: ',\n', close: ']\n', file: json, failed: jsonOfFailed },
  exiftool: { open: '[', between: ',\n', close: ']\n', file: exiftoolJson },
};

function table({ path, tags, numeric, warnings }: FileResult): string {
  const lines = [harmless(path)];
  const width = Math.min(
    40,
    tags.reduce((longest, tag) => Math.max(longest, tag.name.length), 0),
  );
  for (const [group, members] of byGroup(tags)) {
    lines.push('', group);
    for (const tag of members) {
      const shown = numeric ? plainText(tag.value) : plainText(tag.text);
      lines.push(`  ${tag.name.padEnd(width)}  ${shown}`);
    }
  }
  if (warnings.length) lines.push('', 'Warnings');
  for (const { message, offset, path: place } of warnings)
    lines.push(`  ${harmless(message)} (${harmless(place || 'file')}, byte ${offset})`);
  return `${lines.join('\n')}\n`;
}

function json({ path, tags, numeric, warnings }: FileResult): string {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [group, members] of byGroup(tags)) {
    const names: Record<string, unknown> = {};
    groups[group] = names;
    for (const tag of members) names[tag.name] ??= numeric ? jsonValue(tag.value) : tag.text;
  }
  return JSON.stringify({ file: path, ...groups, ...(warnings.length && { warnings }) }, null, 2);
}

function jsonOfFailed(file: string, error: ToldError): string {
  return JSON.stringify({ file, error }, null, 2);
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
function plainText(value: TagValue | Text): string {
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
