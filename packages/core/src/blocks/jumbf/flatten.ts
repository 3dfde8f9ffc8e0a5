// Turns structures of CBOR and JSON into tags: one for each leaf, named by the way to it.
import { plain } from '../../present/plain.js';
import { makeTag } from '../../tables/tag.js';
import type { Budget, Tag, TagValue, Text } from '../../types.js';
import { CborMap, type CborValue } from './cbor.js';

/** Leaves by name, in order; a leaf in a list gathers what comes under its name. */
export class Leaves {
  readonly #group: string;
  readonly #lists: Set<string>;
  readonly #names: IdNames;
  readonly #found: { name: string; id: string; values: TagValue[] }[] = [];
  readonly #open = new Map<string, TagValue[]>();

  /** `lists` are the ids already known to be, or not to be, in lists. */
  constructor(group: string, names: IdNames, lists: Set<string>) {
    this.#group = group;
    this.#names = names;
    this.#lists = lists;
  }

  /** Adds a value under the id, and what is in it under longer ids. Values are nested as deep as their reader allows. */
  add(id: string, value: CborValue, inList = false): void {
    if (value instanceof CborMap) {
      for (const [key, inner] of value.entries) this.add(longer(id, key), inner, inList);
    } else if (Array.isArray(value)) {
      for (const item of value as readonly CborValue[]) this.add(id, item, true);
    } else this.#leaf(id, value as TagValue, inList);
  }

  #leaf(id: string, value: TagValue, inList: boolean): void {
    if (!this.#lists.has(id) && !this.#lists.has(`!${id}`)) this.#lists.add(inList ? id : `!${id}`);
    const open = this.#open.get(id);
    if (open) {
      open.push(value);
      return;
    }
    const values = [value];
    if (this.#lists.has(id)) this.#open.set(id, values);
    this.#found.push({ name: this.#names[id] ?? tagName(id), id, values });
  }

  tags(budget: Budget): Tag[] {
    return this.#found.flatMap(({ name, id, values }) => {
      if (!budget.tag(0)) return [];
      const value = values.length === 1 ? values[0]! : values;
      return makeTag('JUMBF', this.#group, id, { name, print: apart }, value) ?? [];
    });
  }
}

/** Names of ids that are not named after themselves. */
export type IdNames = { readonly [id: string]: string };

/** The plain form, but of a list item by item, numbers too. */
function apart(value: TagValue): Text {
  return Array.isArray(value) ? (value as readonly TagValue[]).map(plain) : plain(value);
}

function longer(id: string, key: string): string {
  const between = /^\d/.test(key) && /\d$/.test(id) ? '_' : '';
  const text = `${id}${between}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  return text.replace(
    /([^a-zA-Z])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** A tag name: letters, digits, hyphen and underscore, the first a capital. */
function tagName(id: string): string {
  const plain = id
    .replaceAll(':', '_')
    .replace(/^c2pa/i, 'C2PA')
    .replace(/[^-_a-zA-Z0-9]/g, '');
  const name = plain.charAt(0).toUpperCase() + plain.slice(1);
  return name.length < 2 || /^[-0-9]/.test(name) ? `Tag${name}` : name;
}
