// The names of a packet with their namespaces, found where they stand: those of the tables once and for all files,
// others for the packet.
import { hashOf, isWordAt, type NameSpan } from '../../structures/xmp/name-span.js';
import type { XmlWalk } from '../../structures/xmp/xml-walk.js';
import { groupOf, isStandard, standardPrefix } from './namespaces.js';
import type { Naming } from './place.js';
import { namespaceFields } from './schema.js';

/** A name with its namespace. */
export interface Name {
  /** The namespace's usual prefix, empty where there is none. */
  readonly prefix: string;
  readonly local: string;
  /** Both, as `prefix:local`. */
  readonly full: string;
  /** The {@link hashOf} of the local part. */
  readonly hash: number;
  readonly role: Role;
  /** How an outermost property of this name is named, where that is kept for all files. */
  naming: Naming | undefined;
}

/** What a name is in RDF: a property, a word of the syntax that bears no value of its own, or what it puts around values. */
export type Role = 'property' | 'word' | 'item' | 'list' | 'description';

const withoutTags = new Set(['x', 'rdf', 'xmlns', 'xml', 'svg', 'office']);
const exifToolOnly = new Set(['desc', 'prt', 'val', 'id', 'tagid', 'toolkit', 'table', 'index']);
const rdfRoles: ReadonlyMap<string, Role> = new Map([
  ['li', 'item'],
  ['Bag', 'list'],
  ['Seq', 'list'],
  ['Alt', 'list'],
  ['Description', 'description'],
]);

/** A name out of its parts. */
export function nameOf(prefix: string, local: string, hash: number = hashOf(local)): Name {
  return {
    prefix,
    local,
    full: `${prefix}:${local}`,
    hash,
    role: roleOf(prefix, local),
    naming: undefined,
  };
}

function roleOf(prefix: string, local: string): Role {
  if (prefix === 'rdf') return rdfRoles.get(local) ?? 'word';
  return withoutTags.has(prefix) || (prefix === 'et' && exifToolOnly.has(local)) ? 'word' : 'property';
}

/** Names of RDF, XML and the wrapper that packets have. */
const syntax: { readonly [prefix: string]: string } = {
  rdf: 'RDF Description li Bag Seq Alt about parseType resource value datatype nodeID type',
  xml: 'lang',
  x: 'xmpmeta xmptk',
};

/** A namespace by its usual prefix, with those names in it that stand in our tables, as far as they were met. */
class Vocabulary {
  readonly prefix: string;
  /** By their hashes. Names that a file chooses are not put here: they could all stand in one place. */
  #names: (Name | undefined)[] = [undefined];
  #count = 0;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** The name whose local part has this hash and stands in `[from, to)`, with its prefix if `inFull`. */
  find(text: string, from: number, to: number, hash: number, inFull: boolean): Name | undefined {
    const names = this.#names;
    const mask = names.length - 1;
    for (let i = hash & mask; ; i = (i + 1) & mask) {
      const name = names[i];
      if (name === undefined) return undefined;
      if (isWordAt(inFull ? name.full : name.local, text, from, to)) return name;
    }
  }

  add(name: Name): void {
    if (++this.#count * 2 > this.#names.length) {
      const names = this.#names;
      this.#names = new Array(Math.max(16, names.length * 4)).fill(undefined);
      for (const known of names) if (known) this.#put(known);
    }
    this.#put(name);
  }

  #put(name: Name): void {
    const names = this.#names;
    const mask = names.length - 1;
    let i = name.hash & mask;
    while (names[i] !== undefined) i = (i + 1) & mask;
    names[i] = name;
  }
}

/** Those of prefixes that our tables know: others are of no bounded number. */
const vocabularies = new Map<string, Vocabulary>();

function knownVocabulary(prefix: string): Vocabulary | undefined {
  let vocabulary = vocabularies.get(prefix);
  if (!vocabulary && (syntax[prefix] ?? (isStandard(prefix) || namespaceFields(groupOf(prefix))))) {
    vocabulary = new Vocabulary(copy(prefix));
    vocabularies.set(vocabulary.prefix, vocabulary);
    for (const local of syntax[prefix]?.split(' ') ?? []) vocabulary.add(nameOf(vocabulary.prefix, local));
  }
  return vocabulary;
}

/** The same text, but not one cut out of a packet, which would hold on to all of that. */
const copy = (text: string): string => `${text}:`.slice(0, -1);

/** The name as one that may be kept for all files; `undefined` where our tables do not know its prefix. */
export function lastingName(prefix: string, local: string, hash: number = hashOf(local)): Name | undefined {
  const vocabulary = knownVocabulary(prefix);
  return (
    vocabulary &&
    (vocabulary.find(local, 0, local.length, hash, false) ?? nameOf(vocabulary.prefix, copy(local), hash))
  );
}

/** Keeps a {@link lastingName} that stands in a table of ours. */
export function keepName(name: Name): void {
  const vocabulary = knownVocabulary(name.prefix);
  if (!vocabulary?.find(name.local, 0, name.local.length, name.hash, false)) vocabulary?.add(name);
}

/** A prefix as written, and what it stands for at the place that was come to. */
interface Prefix {
  readonly written: string;
  vocabulary: Vocabulary;
  isUsual: boolean;
}

function mean(prefix: Prefix, vocabulary: Vocabulary): void {
  prefix.vocabulary = vocabulary;
  prefix.isUsual = prefix.written === vocabulary.prefix;
}

/** What a prefix stood for outside the element that declares it anew. */
export interface Outer {
  readonly prefix: Prefix;
  readonly vocabulary: Vocabulary;
}

/** What stands in no table of ours. */
class Unknown {
  readonly vocabularies = new Map<string, Vocabulary>();
  readonly names = new Map<string, Name>();
  /** By URI. */
  readonly prefixes = new Map<string, string>();
  readonly taken = new Set<string>();
}

const recentPrefixes = 16;

/** The names of one packet. Unknown namespaces keep the first prefix they are met with. */
export class PacketNames {
  readonly #text: string;
  readonly #prefixes = new Map<string, Prefix>();
  /** The same by their numbers, as far as one had that place last. */
  readonly #recent: (Prefix | undefined)[] = new Array(recentPrefixes).fill(undefined);
  #unknown: Unknown | undefined;
  /** Number of the next prefix made up. */
  #made = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The name that stands there. */
  at(span: NameSpan): Name {
    const { start, localStart, end, localHash } = span;
    const text = this.#text;
    if (localStart === start) return this.#other('', text.slice(start, end), localHash);
    const recent = this.#recent[span.prefixHash % recentPrefixes];
    // most packets write the usual prefixes: then the whole name is compared at once
    if (recent?.isUsual && recent.written.length === localStart - 1 - start) {
      const name = recent.vocabulary.find(text, start, end, localHash, true);
      if (name) return name;
    }
    const { vocabulary } = this.#prefixAt(start, localStart - 1, span.prefixHash);
    const name = vocabulary.find(text, localStart, end, localHash, false);
    return name ?? this.#other(vocabulary.prefix, text.slice(localStart, end), localHash);
  }

  /** The name of an attribute: one without a prefix takes its element's. */
  attribute(span: NameSpan, element: NameSpan, elementName: Name): Name {
    const name = this.at(span);
    if (name.prefix !== '' || elementName.prefix === '') return name;
    const { start, localStart, prefixHash } = element;
    const { prefix } = this.#prefixAt(start, localStart - 1, prefixHash).vocabulary;
    return this.#other(prefix, span.of(this.#text));
  }

  #other(prefix: string, local: string, hash?: number): Name {
    const full = `${prefix}:${local}`;
    this.#unknown ??= new Unknown();
    const { names } = this.#unknown;
    let name = names.get(full);
    if (!name) {
      name = nameOf(prefix, local, hash);
      names.set(name.full, name);
    }
    return name;
  }

  #prefixAt(start: number, end: number, hash: number): Prefix {
    const recent = this.#recent[hash % recentPrefixes];
    if (recent && isWordAt(recent.written, this.#text, start, end)) return recent;
    const prefix = this.#prefix(this.#text.slice(start, end));
    this.#recent[hash % recentPrefixes] = prefix;
    return prefix;
  }

  /** A prefix that is not declared stands for itself. */
  #prefix(written: string): Prefix {
    let prefix = this.#prefixes.get(written);
    if (!prefix) {
      prefix = { written, vocabulary: this.#vocabulary(written), isUsual: true };
      this.#prefixes.set(written, prefix);
    }
    return prefix;
  }

  #vocabulary(usual: string): Vocabulary {
    const known = knownVocabulary(usual);
    if (known) return known;
    this.#unknown ??= new Unknown();
    let vocabulary = this.#unknown.vocabularies.get(usual);
    if (!vocabulary) {
      vocabulary = new Vocabulary(usual);
      this.#unknown.vocabularies.set(usual, vocabulary);
    }
    return vocabulary;
  }

  /** Takes the namespaces that the element that was opened declares; what they replace, if they do. */
  declare(element: XmlWalk): readonly Outer[] | undefined {
    if (!element.declares) return undefined;
    let outer: Outer[] | undefined;
    for (let i = 0; i < element.attributes; i++) {
      const span = element.attributeSpans[i]!;
      if (!declaresPrefix(span, this.#text)) continue;
      const prefix = this.#prefix(this.#text.slice(span.localStart, span.end));
      const { vocabulary } = prefix;
      const usual = this.#usual(prefix.written, element.value(i));
      if (usual === vocabulary.prefix) continue;
      outer ??= [];
      outer.push({ prefix, vocabulary });
      mean(prefix, this.#vocabulary(usual));
    }
    return outer;
  }

  /** Ends what an element declared. */
  leave(outer: readonly Outer[]): void {
    for (let i = outer.length - 1; i >= 0; i--) mean(outer[i]!.prefix, outer[i]!.vocabulary);
  }

  #usual(written: string, uri: string): string {
    const standard = standardPrefix(uri);
    if (standard !== undefined) return standard;
    this.#unknown ??= new Unknown();
    const { prefixes, taken } = this.#unknown;
    let prefix = prefixes.get(uri);
    if (prefix === undefined) {
      prefix = written;
      if (taken.has(written) || isStandard(written)) {
        while (taken.has(`tmp${this.#made}`)) this.#made++;
        prefix = `tmp${this.#made}`;
      }
      prefixes.set(uri, prefix);
      taken.add(prefix);
    }
    return prefix;
  }
}

const xmlnsHash = hashOf('xmlns');

/** Whether an attribute declares a prefix. */
export function declaresPrefix({ start, prefixHash }: NameSpan, text: string): boolean {
  return prefixHash === xmlnsHash && text.startsWith('xmlns:', start);
}
