// The XMP properties that stay of a file: what its packets say first, then what other standards say where XMP does not.
import type { NamedTag } from '../groups/index.js';
import type { Choice } from './groups.js';
import { type Property, pruned, readProperties, textsOf } from './xmp-values.js';

const extendedName = 'http://ns.adobe.com/xmp/note/HasExtendedXMP';

export class Statements {
  readonly #choose: (tag: NamedTag) => Choice;
  readonly #found = new Map<string, Property>();
  /** The digest by which the main packet names its extension. */
  extended: string | undefined;

  constructor(choose: (tag: NamedTag) => Choice) {
    this.#choose = choose;
  }

  /** Whether a tag is asked to stay. */
  readonly stays = (tag: NamedTag): boolean => this.#choose(tag) === 'kept';

  /** Adds what stays of a packet's text; gives whether that could be read. */
  addPacket(text: string): boolean {
    const properties = readProperties(text);
    for (const property of properties ?? []) {
      const name = property.uri + property.local;
      if (name === extendedName) [this.extended] = textsOf(property.value);
      const left = this.#found.has(name) ? undefined : pruned(property, this.#choose);
      if (left) this.#found.set(name, left);
    }
    return properties !== undefined;
  }

  /** Adds what another standard says: where XMP says nothing, less of a date, or fewer items of a bag. */
  addOthers(properties: readonly Property[]): void {
    for (const property of properties) {
      const name = property.uri + property.local;
      const said = this.#found.get(name);
      const left = pruned(property, this.#choose);
      if (left && said) this.#join(name, said, left);
      else if (left) this.#found.set(name, left);
    }
  }

  #join(name: string, said: Property, other: Property): void {
    const before = textsOf(said.value).map((text) => text.trim());
    const missing = textsOf(other.value).filter((text) => !before.some((one) => one.startsWith(text)));
    if (missing.length === 0) return;
    const { value } = said;
    if (typeof value === 'string' && missing[0]!.startsWith(value.trim())) this.#found.set(name, other);
    else if (typeof value === 'object' && 'list' in value && value.list === 'Bag') {
      const items = [...value.items, ...missing.map((text) => ({ value: text }))];
      this.#found.set(name, { ...said, value: { ...value, items } });
    }
  }

  /** All that stays. */
  properties(): Property[] {
    return [...this.#found.values()];
  }

  /** The texts of a property, by URI and local name together. */
  texts(name: string): readonly string[] {
    const property = this.#found.get(name);
    return property ? textsOf(property.value).filter((text) => text.trim() !== '') : [];
  }
}
