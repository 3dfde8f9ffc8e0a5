// A decoded tag: its value at once, its printed text when asked for.
import { plain } from '../present/plain.js';
import type { Scope, Tag, TagDef, TagValue, Text } from '../types.js';

class DecodedTag implements Tag {
  readonly family: string;
  readonly group: string;
  readonly id: number | string;
  readonly value: TagValue;
  readonly #def: TagDef;
  readonly #scope: Scope;

  constructor(
    family: string,
    group: string,
    id: number | string,
    def: TagDef,
    value: TagValue,
    scope: Scope,
  ) {
    this.family = family;
    this.group = group;
    this.id = id;
    this.value = value;
    this.#def = def;
    this.#scope = scope;
  }

  get name(): string {
    return this.#def.name;
  }

  get weak(): boolean | undefined {
    return this.#def.weak;
  }

  get text(): Text {
    const { print, labels } = this.#def;
    if (print) return print(this.value, this.#scope);
    const text = plain(this.value);
    if (!labels || typeof text !== 'string') return text;
    return Object.hasOwn(labels, text) ? labels[text]! : `Unknown (${text})`;
  }
}

class PrintedTag implements Tag {
  readonly family: string;
  readonly group: string;
  readonly id: number | string;
  readonly name: string;
  readonly value: TagValue;
  readonly text: Text;
  readonly weak: boolean | undefined;

  constructor(
    family: string,
    group: string,
    id: number | string,
    name: string,
    value: TagValue,
    text: Text,
    weak: boolean | undefined,
  ) {
    this.family = family;
    this.group = group;
    this.id = id;
    this.name = name;
    this.value = value;
    this.text = text;
    this.weak = weak;
  }
}

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
  return new PrintedTag(family, group, id, name, value, text, weak || undefined);
}

const noScope: Scope = { littleEndian: false };

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
  scope: Scope = noScope,
): Tag | undefined {
  const value = def.value ? def.value(stored, scope) : stored;
  return value === undefined ? undefined : new DecodedTag(family, def.group ?? group, id, def, value, scope);
}

/** A tag of another picture than the main one: it does not count before one of that. */
export function setAside(tag: Tag): Tag {
  const { family, group, name, id, value } = tag;
  return {
    family,
    group,
    name,
    id,
    value,
    weak: true,
    get text() {
      return tag.text;
    },
  };
}
