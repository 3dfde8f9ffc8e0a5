// A loaded block whose tags are decoded once, when first asked for.
import type { BlockRef, Composites, Loaded, NamedValues, Tag, TagValue } from '../types.js';

export type { NamedValues } from '../types.js';

const noRefs: readonly BlockRef[] = [];
const asTheyAre = (values: NamedValues | undefined): NamedValues | undefined => values;

/** What a block over a function that decodes its tags may have beside them. */
interface Beside {
  readonly handedOn?: readonly BlockRef[];
  readonly composites?: Composites | undefined;
  /** What the block's value makes of the tags' values by name. */
  readonly toValue?: typeof asTheyAre;
}

/** One class for all: code that goes through the blocks of a file meets few shapes. */
class LoadedTags implements Loaded<NamedValues> {
  readonly nested: readonly BlockRef[];
  readonly handedOn: readonly BlockRef[];
  readonly composites: Composites | undefined;
  readonly #decode: () => readonly Tag[];
  readonly #toValue: typeof asTheyAre;
  #tags: readonly Tag[] | undefined;

  constructor(
    decode: () => readonly Tag[],
    nested: readonly BlockRef[],
    { handedOn = noRefs, composites, toValue = asTheyAre }: Beside,
  ) {
    this.nested = nested;
    this.handedOn = handedOn;
    this.composites = composites;
    this.#decode = decode;
    this.#toValue = toValue;
  }

  tags(): readonly Tag[] {
    this.#tags ??= this.#decode();
    return this.#tags;
  }

  value(): NamedValues | undefined {
    return this.#toValue(namedValues(this.tags()));
  }
}

const nothingBeside: Beside = {};

/** A {@link Loaded} over a function that decodes the tags; its value is the tags' values by name. */
export function loadedTags(
  decode: () => readonly Tag[],
  nested: readonly BlockRef[] = noRefs,
  beside: Beside = nothingBeside,
): Loaded<NamedValues> {
  return new LoadedTags(decode, nested, beside);
}

function namedValues(tags: readonly Tag[]): NamedValues | undefined {
  if (tags.length === 0) return undefined;
  const values: Record<string, TagValue> = {};
  for (const { name, value } of tags) if (!Object.hasOwn(values, name)) values[name] = value;
  return values;
}
