// A loaded block whose tags are decoded once, when first asked for.
import type { BlockRef, Loaded, NamedValues, Tag, TagValue } from '../types.js';

export type { NamedValues } from '../types.js';

/** A {@link Loaded} over a function that decodes the tags; its value is the tags' values by name. */
export function loadedTags(
  decode: () => readonly Tag[],
  nested: readonly BlockRef[] = [],
): Loaded<NamedValues> {
  let decoded: readonly Tag[] | undefined;
  const tags = () => (decoded ??= decode());
  return { tags, value: () => namedValues(tags()), nested };
}

function namedValues(tags: readonly Tag[]): NamedValues | undefined {
  if (tags.length === 0) return undefined;
  const values: Record<string, TagValue> = {};
  for (const { name, value } of tags) if (!Object.hasOwn(values, name)) values[name] = value;
  return values;
}
