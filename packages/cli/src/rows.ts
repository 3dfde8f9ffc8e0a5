// Files as the rows of a spreadsheet: comma- or tab-separated, a column for each tag.
import { numericText, type Tag } from 'exifkit';
import { oneByOne, type Printer, uniqueNames } from './printers.js';
import { type ReadForm, wantedTags } from './read-file.js';
import { names } from './usage.js';

/** Rows at once where the tags are named; else after the last file, when all columns are known. */
export function rowPrinter({ tags: asked, numeric }: ReadForm, format: 'csv' | 'tsv'): Printer {
  const row = format === 'csv' ? csvRow : tsvRow;
  const text = (tag: Tag): string => cellText(numeric ? numericText(tag) : tag.text);
  if (!asked)
    return {
      ...oneByOne,
      file: ({ path, tags }) => {
        const keys = uniqueNames(tags.map(({ group, name }) => `${group}:${name}`));
        return JSON.stringify({ path, cells: tags.map((tag, i) => [keys[i], text(tag)]) });
      },
      whole: (files) => rowsOf(files, row),
    };
  const columns = names(asked);
  const tests = columns.map((name) => wantedTags([name]));
  return {
    ...oneByOne,
    open: row(['SourceFile', ...columns]),
    file: ({ path, tags }) =>
      row([
        path,
        ...tests.map((test) => {
          const tag = tags.find(({ family, group, name }) => test(group, name) || test(family, name));
          return tag ? text(tag) : '';
        }),
      ]),
  };
}

function* rowsOf(files: readonly string[], row: (cells: readonly string[]) => string): Generator<string> {
  const columns = new Map<string, number>();
  for (const file of files)
    for (const [name] of read(file).cells) if (!columns.has(name)) columns.set(name, columns.size + 1);
  yield row(['SourceFile', ...columns.keys()]);
  for (const file of files) {
    const { path, cells } = read(file);
    const line = Array<string>(columns.size + 1).fill('');
    line[0] = path;
    for (const [name, cell] of cells) line[columns.get(name) ?? 0] = cell;
    yield row(line);
  }
}

/** What `file` wrote of a file. */
function read(file: string): { readonly path: string; readonly cells: readonly [string, string][] } {
  return JSON.parse(file);
}

function cellText(value: Tag['text']): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}

/** As RFC 4180 has it; what a terminal would act on is a dot. */
function csvRow(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const text = cell.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '.');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\n`;
}

const escapes: { readonly [sign: string]: string } = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

/** Tabs, ends of lines and backslashes as `\t`, `\n`, `\r` and `\\`. */
function tsvRow(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replace(/[\0-\x1f\x7f-\x9f\\]/g, (sign) => escapes[sign] ?? '.'));
  return `${escaped.join('\t')}\n`;
}
