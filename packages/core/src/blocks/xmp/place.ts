// Where a property stands: its path through structures and lists, and the tag name that follows from it.
import { keepName, lastingName, type Name } from './names.js';
import { groupOf } from './namespaces.js';
import { capitalized, namespaceFields, type SchemaProperty } from './schema.js';
import type { Reading } from './tag.js';

/** What a property's path, without list positions, says of its name and form. */
export interface Naming {
  /** Usual prefix of the last step's own namespace. */
  readonly prefix: string;
  /** Family 1 group, less `XMP-`, of the outermost step. */
  readonly group: string;
  /** The same in full. */
  readonly family1: string;
  /** The last step's field name. */
  readonly field: string;
  /** Field names of all steps joined; with {@link group} it tells tags apart. */
  readonly id: string;
  /** ExifTool's tag name. */
  readonly name: string;
  readonly known: SchemaProperty | undefined;
  /** What the names of fields below begin with. */
  readonly flat: string;
  /** Properties below by their names, as far as they were met; of a known one those that are known, too. */
  inside: Map<string, Naming> | undefined;
  /** How values of the property are read, once that was asked. */
  reading: Reading | undefined;
  /** The place of an outermost property, which is the same in every packet. */
  place: Place | undefined;
}

/** A step of a property's path in a packet. */
export interface Place {
  readonly naming: Naming;
  readonly parent: Place | undefined;
  /** Positions in the lists of this step, outermost first. */
  readonly items: readonly number[];
}

const inFull = (group: string): string => (group ? `XMP-${group}` : 'XMP');

const noItems: readonly number[] = [];
/** Known outermost properties; as all that is kept of known ones, no more than the tables hold. */
const outermost = new Map<string, Naming>();

type NameParts = Pick<Name, 'prefix' | 'local' | 'full'> & Partial<Pick<Name, 'hash' | 'naming'>>;

function insideOf(naming: Naming): Map<string, Naming> {
  naming.inside ??= new Map();
  return naming.inside;
}

/** The namings of one packet that stand in no table of ours. */
export class OtherNamings {
  #outermost: Map<string, Naming> | undefined;
  #inside: Map<Naming, Map<string, Naming>> | undefined;

  /** By name, those of properties below `around`. */
  below(around: Naming | undefined): Map<string, Naming> {
    if (!around) {
      this.#outermost ??= new Map();
      return this.#outermost;
    }
    if (!around.known) return insideOf(around);
    this.#inside ??= new Map();
    let inside = this.#inside.get(around);
    if (!inside) {
      inside = new Map();
      this.#inside.set(around, inside);
    }
    return inside;
  }
}

/** The place of a property, inside `parent` where it is a structure's field. */
export function placeOf(parent: Place | undefined, name: NameParts, others?: OtherNamings): Place {
  if (parent) {
    const around = parent.naming;
    const naming = around.inside?.get(name.full) ?? namingOf(around, name, others);
    return { naming, parent, items: noItems };
  }
  const naming = name.naming ?? outermost.get(name.full) ?? namingOf(undefined, name, others);
  naming.place ??= { naming, parent, items: noItems };
  return naming.place;
}

/** The naming of a property that is none of the known ones that were met. */
function namingOf(around: Naming | undefined, name: NameParts, others: OtherNamings | undefined): Naming {
  const below = others?.below(around);
  const met = below?.get(name.full);
  if (met) return met;
  const lasting = !around || around.known ? lastingName(name.prefix, name.local, name.hash) : undefined;
  const naming = newNaming(around, lasting ?? name);
  if (!lasting || !naming.known) below?.set(name.full, naming);
  else {
    keepName(lasting);
    if (around) insideOf(around).set(lasting.full, naming);
    else {
      outermost.set(lasting.full, naming);
      lasting.naming = naming;
    }
  }
  return naming;
}

function newNaming(around: Naming | undefined, { prefix, local }: NameParts): Naming {
  return around ? fieldNaming(around, prefix, local) : outermostNaming(prefix, local);
}

/** A naming of which nothing has been asked yet. */
function made(
  prefix: string,
  group: string,
  field: string,
  id: string,
  name: string,
  known: SchemaProperty | undefined,
  flat: string,
): Naming {
  return {
    prefix,
    group,
    family1: inFull(group),
    field,
    id,
    name,
    known,
    flat,
    inside: undefined,
    reading: undefined,
    place: undefined,
  };
}

function outermostNaming(prefix: string, local: string): Naming {
  const group = groupOf(prefix);
  const field = readable(prefix, local);
  const known = namespaceFields(group)?.get(field);
  const name = known?.name ?? cleanName(capitalized(field));
  const flat = known?.fields ? known.flat : capitalized(field);
  return made(prefix, group, field, field, name, known, flat);
}

function fieldNaming(around: Naming, prefix: string, local: string): Naming {
  const field = readable(prefix, local);
  const open = around.known?.open === true;
  const own = around.known?.fields?.get(field);
  const known = own ?? (open ? foreignField(around, prefix, field) : undefined);
  const plain = around.flat + capitalized(field);
  // an outermost property of no namespace takes the first one below it
  const group = around.group || groupOf(prefix);
  const id = around.id + (open && !own ? `${prefix}:` : '') + capitalized(field);
  const flat = known?.fields ? known.flat : plain;
  return made(prefix, group, field, id, known?.name ?? cleanName(plain), known, flat);
}

/** The place of item `index` of a list at `place`. */
export function itemOf({ naming, parent, items }: Place, index: number): Place {
  return { naming, parent, items: [...items, index] };
}

/** The place of `rdf:_1` and the like: the number joins the name. */
export function numberedOf({ naming, parent, items }: Place, number: string): Place {
  const flat = naming.flat + number;
  const { prefix, group, field, id } = naming;
  const numbered = made(prefix, group, field + number, id + number, cleanName(flat), undefined, flat);
  return { naming: numbered, parent, items };
}

/** A field of a structure that takes properties of any namespace, under that namespace's definition. */
function foreignField(around: Naming, prefix: string, field: string): SchemaProperty | undefined {
  const group = groupOf(prefix);
  return group === around.group ? undefined : namespaceFields(group)?.under(around.flat).get(field);
}

/** Names without a small letter are written in small letters, unless the namespace knows them so. */
function readable(prefix: string, local: string): string {
  if (/[a-z]/.test(local)) return local;
  if (namespaceFields(groupOf(prefix))?.get(local)) return local;
  return local.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function cleanName(name: string): string {
  const clean = capitalized(name.replace(/[^-_a-zA-Z0-9]/g, ''));
  return clean.length < 2 || !/^[A-Z]/i.test(clean) ? `Tag${clean}` : clean;
}
