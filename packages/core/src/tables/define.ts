// Turns a generated table (compact text) and its hand-written conversions into tag definitions.
import type { Labels, TagDef } from '../types.js';

/**
 * Label lists by tag name, from text of one tag a line: `Name<TAB>value<TAB>label<TAB>value<TAB>label...`.
 */
export function parseLabels(text: string): Map<string, Labels> {
  const tables = new Map<string, Labels>();
  for (const line of text.split('\n')) {
    const cells = line.split('\t');
    const labels: Record<string, string> = {};
    for (let i = 1; i + 1 < cells.length; i += 2) labels[cells[i]!] = cells[i + 1]!;
    if (cells[0]) tables.set(cells[0], labels);
  }
  return tables;
}

/** What hand-written files add to generated rows, by tag name. */
export type TagConversions = { readonly [name: string]: Omit<Partial<TagDef>, 'name'> };

/**
 * Definitions by id from text of one tag a line, `id name ...` (id in hexadecimal where `radix` is 16),
 * joined with the labels and conversions of that name.
 */
export function define(
  rows: string,
  labels: ReadonlyMap<string, Labels>,
  conversions: TagConversions,
  radix: 10 | 16 = 16,
): Map<number, TagDef> {
  const defs = new Map<number, TagDef>();
  for (const row of rows.split('\n')) {
    const [id, name] = row.split(' ', 2);
    if (!id || !name) continue;
    const own = labels.get(name);
    defs.set(Number.parseInt(id, radix), { name, ...(own && { labels: own }), ...conversions[name] });
  }
  return defs;
}
