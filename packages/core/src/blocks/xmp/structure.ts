// A packet's tags as objects: by namespace, with structures and lists as the packet has them.
import { groupOf } from './namespaces.js';
import type { Place } from './place.js';
import type { Leaf } from './rdf.js';
import { capitalized } from './schema.js';
import { languageSuffix, type Reading, type XmpTag } from './tag.js';

type Tree<Item> = Item | Tree<Item>[] | { [name: string]: Tree<Item> };

/** By namespace and property name, each value made by `make`. */
export interface ByNamespace<Item> {
  [prefix: string]: { [name: string]: Tree<Item> };
}

/** The tags by namespace; of a value told twice at the same place the first stays. */
export function structured<Item>(
  tags: readonly XmpTag[],
  make: (leaf: Leaf, reading: Reading) => Item,
  whole: (tag: XmpTag) => Item,
): ByNamespace<Item> {
  const result: ByNamespace<Item> = Object.create(null);
  for (const tag of tags) {
    const prefix = tag.place.naming.group || 'xmp';
    result[prefix] ??= Object.create(null) as { [name: string]: Tree<Item> };
    const holder = result[prefix];
    if (tag.reading.conversion?.joined) {
      holder[tag.name] ??= whole(tag);
      continue;
    }
    for (const leaf of tag.leaves) {
      const steps = isQualifier(leaf.place) ? [tag.name] : stepsTo(leaf, tag.reading);
      put(holder, steps, make(leaf, tag.reading));
    }
  }
  return result;
}

/** Whether the value is said of a simple property, beside its own: such a value stands on its own. */
function isQualifier({ parent }: Place): boolean {
  for (let place = parent; place; place = place.parent) {
    const { known } = place.naming;
    if (known && !known.fields && !known.open) return true;
  }
  return false;
}

/** Names and list positions from the outermost property to the value. */
function stepsTo(leaf: Leaf, reading: Reading): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let place: Place | undefined = leaf.place; place; place = place.parent) {
    const last = place === leaf.place;
    const items = last && reading.type === 'l' ? place.items.slice(0, -1) : place.items;
    steps.unshift(stepName(place) + (last ? languageSuffix(leaf.lang, reading) : ''), ...items);
  }
  return steps;
}

function stepName(place: Place): string {
  const { naming, parent } = place;
  if (!parent) return naming.name;
  const field = capitalized(naming.field);
  const group = groupOf(naming.prefix);
  return parent.naming.known?.open && group !== naming.group ? `XMP-${group}:${field}` : field;
}

/** Puts a value in its place; one that meets a structure there joins it as `Value`. */
function put<Item>(
  holder: { [name: string]: Tree<Item> },
  steps: readonly (string | number)[],
  value: Item,
): void {
  let at = holder as { [step: string | number]: Tree<Item> };
  for (let i = 0; i < steps.length - 1; i++) {
    const step = steps[i]!;
    const isList = typeof steps[i + 1] === 'number';
    at[step] ??= isList ? [] : (Object.create(null) as { [name: string]: Tree<Item> });
    const next = at[step];
    if (Array.isArray(next) !== isList || !isTree(next)) return;
    at = next as { [step: string | number]: Tree<Item> };
  }
  const last = steps.at(-1)!;
  const present = at[last];
  if (present === undefined) at[last] = value;
  else if (isTree(present) && !Array.isArray(present)) {
    (present as { [name: string]: Tree<Item> })['Value'] ??= value;
  }
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}
