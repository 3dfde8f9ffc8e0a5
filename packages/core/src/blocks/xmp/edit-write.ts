// Values as RDF/XML (XMP part 1, section 7), under the prefixes that hold where they are put.
import { escapeXml } from '../../structures/xmp/entities.js';
import { type Names, rdf, uriOf } from '../../structures/xmp/names.js';
import type { Model, XmpName } from './edit-values.js';

/** Prefixes at a place, with those that have to be declared there for what is written. */
export class Prefixes {
  readonly #names: Names;
  readonly #declared = new Map<string, string>();
  /** A text as it stands in the packet (structures/xmp/coding.ts). */
  readonly #stored: (text: string) => string;

  constructor(names: Names, stored: (text: string) => string) {
    this.#names = names;
    this.#stored = stored;
  }

  /** A name with a prefix that means its namespace there. */
  full({ uri, prefix, local }: XmpName): string {
    return `${this.#of(uri, prefix)}:${this.#stored(local)}`;
  }

  rdf(local: string): string {
    return this.full({ uri: rdf, prefix: 'rdf', local });
  }

  /** Between tags. */
  text(text: string): string {
    return escapeXml(this.#stored(text)).replaceAll('\r', '&#xD;');
  }

  /** Between quotes of either kind. */
  value(text: string): string {
    return this.text(text).replaceAll("'", '&#39;').replaceAll('\n', '&#xA;').replaceAll('\t', '&#x9;');
  }

  /** What has to be declared, as attributes. */
  get declarations(): string {
    return [...this.#declared].map(([uri, prefix]) => ` xmlns:${prefix}="${this.value(uri)}"`).join('');
  }

  #of(uri: string, usual: string): string {
    const own = this.#declared.get(uri) ?? prefixIn(this.#names, uri);
    if (own !== undefined) return own;
    let prefix = usual;
    for (let i = 1; this.#isTaken(prefix); i++) prefix = `ns${i}`;
    this.#declared.set(uri, prefix);
    return prefix;
  }

  #isTaken(prefix: string): boolean {
    return uriOf(prefix, this.#names) !== undefined || [...this.#declared.values()].includes(prefix);
  }
}

/** A prefix that means this namespace in the scope; one declared anew further in means another. */
export function prefixIn(names: Names, uri: string): string | undefined {
  for (let scope: Names | undefined = names; scope; scope = scope.outer)
    for (const [prefix, own] of scope.own) if (own === uri && uriOf(prefix, names) === uri) return prefix;
  return undefined;
}

/** A property or field as an element. */
export function elementOf(name: XmpName, model: Model, prefixes: Prefixes): string {
  return element(prefixes.full(name), model, prefixes);
}

/** An item of a list. */
export function itemElement(model: Model, prefixes: Prefixes): string {
  return element(prefixes.rdf('li'), model, prefixes);
}

/** An item of a list of texts by language. */
export function languageItem(language: string, text: string, prefixes: Prefixes): string {
  const name = prefixes.rdf('li');
  return `<${name} xml:lang="${language}">${prefixes.text(text)}</${name}>`;
}

function element(name: string, model: Model, prefixes: Prefixes): string {
  if ('text' in model) return `<${name}>${prefixes.text(model.text)}</${name}>`;
  if ('address' in model) return `<${name} ${prefixes.rdf('resource')}="${prefixes.value(model.address)}"/>`;
  if ('fields' in model) {
    const fields = model.fields.map(([field, value]) => elementOf(field, value, prefixes)).join('');
    return `<${name} ${prefixes.rdf('parseType')}="Resource">${fields}</${name}>`;
  }
  const [list, items] =
    'languages' in model
      ? [
          'Alt',
          defaultFirst(model.languages).map(([language, text]) => languageItem(language, text, prefixes)),
        ]
      : [model.list, model.items.map((item) => itemElement(item, prefixes))];
  const container = prefixes.rdf(list);
  return `<${name}><${container}>${items.join('')}</${container}></${name}>`;
}

function defaultFirst(languages: ReadonlyMap<string, string>): [string, string][] {
  return [...languages].sort(([a], [b]) => Number(isDefault(b)) - Number(isDefault(a)));
}

export function isDefault(language: string): boolean {
  return language.toLowerCase() === 'x-default';
}
