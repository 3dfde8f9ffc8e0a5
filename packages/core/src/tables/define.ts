// Turns a generated table (compact text) and its hand-written conversions into tag definitions.
import type { Labels, TagDef } from '../types.js';

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
