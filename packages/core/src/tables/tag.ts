// A decoded tag: its value at once, its printed text when asked for.
import { plain } from '../present/plain.js';
import { type PlainTag, plainTag } from '../present/plain-value.js';
import type { Tag, TagDef, TagScope, TagValue, Text } from '../types.js';

/** All tags of binary standards are of this one class: code that reads tags meets few shapes, which makes it fast. */
class DecodedTag implements Tag {
  readonly family: string;
  readonly group: string;
  readonly id: number | string;
  readonly name: string;
  readonly value: TagValue;
  readonly weak: boolean | undefined;
  readonly #def: TagDef | undefined;
  readonly #scope: TagScope;
  /** The text, where it was known with the value. */
  readonly #text: Text | undefined;

  constructor(
    family: string,
    group: string,
    id: number | string,
    name: string,
    value: TagValue,
    weak: boolean | undefined,
    def: TagDef | undefined,
    scope: TagScope,
    text: Text | undefined,
  ) {
    this.family = family;
    this.group = group;
    this.id = id;
    this.name = name;
    this.value = value;
    this.weak = weak;
    this.#def = def;
    this.#scope = scope;
    this.#text = text;
  }

  get text(): Text {
    if (this.#text !== undefined) return this.#text;
    const { print, labels } = this.#def ?? {};
    if (print) return print(this.value, this.#scope);
    const text = plain(this.value);
    if (!labels || typeof text !== 'string') return text;
    return Object.hasOwn(labels, text) ? labels[text]! : `Unknown (${text})`;
  }

  toJSON(): PlainTag {
    return plainTag(this);
  }
}

const noScope: TagScope = { littleEndian: false };

/** A tag whose printed text is known with its value. */
export function printedTag(
  family: string,
  group: string,
  id: number | string,
  name: string,
  value: TagValue,
  text: Text,
  weak?: boolean,
): Tag {
  return new DecodedTag(family, group, id, name, value, weak || undefined, undefined, noScope, text);
}

/**
 * A tag of a stored value under its definition; `undefined` where the definition drops the value.
 * `family` and `group` are ExifTool's groups 0 and 1 (the definition's own group wins).
 */
export function makeTag(
  family: string,
  group: string,
  id: number | string,
  def: TagDef,
  stored: TagValue,
  scope: TagScope = noScope,
): Tag | undefined {
  const value = def.value ? def.value(stored, scope) : stored;
  if (value === undefined) return undefined;
  return new DecodedTag(family, def.group ?? group, id, def.name, value, def.weak, def, scope, undefined);
}

/** A tag of another picture than the main one: it does not count before one of that. `group` is where it lies. */
export function setAside(tag: Tag, group: string = tag.group): Tag {
  return new AsideTag(tag, group);
}

class AsideTag implements Tag {
  readonly family: string;
  readonly group: string;
  readonly id: number | string;
  readonly name: string;
  readonly value: TagValue;
  readonly weak = true;
  readonly #tag: Tag;

  constructor(tag: Tag, group: string) {
    this.family = tag.family;
    this.group = group;
    this.id = tag.id;
    this.name = tag.name;
    this.value = tag.value;
    this.#tag = tag;
  }

  get text(): Text {
    return this.#tag.text;
  }

  toJSON(): PlainTag {
    return plainTag(this);
  }
}
