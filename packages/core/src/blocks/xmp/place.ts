// Where a property stands: its path through structures and lists, and the tag name that follows from it.
import { groupOf } from './namespaces.js';
import { capitalized, namespaceFields, type Property } from './schema.js';

/** A step of a property's path. */
export interface Place {
  readonly parent: Place | undefined;
  /** Usual prefix of the step's own namespace. */
  readonly prefix: string;
  /** Family 1 group, less `XMP-`, of the outermost step. */
  readonly group: string;
  /** The step's field name. */
  readonly field: string;
  /** Field names of all steps joined; with {@link group} it tells tags apart. */
  readonly id: string;
  /** ExifTool's tag name. */
  readonly name: string;
  readonly known: Property | undefined;
  /** What the names of fields below begin with. */
  readonly flat: string;
  /** Positions in the lists of this step, outermost first. */
  readonly items: readonly number[];
}

/** The place of property `local` of namespace `prefix`, inside `parent` where it is a structure's field. */
export function placeOf(parent: Place | undefined, prefix: string, local: string): Place {
  const field = readable(prefix, local);
  if (!parent) {
    const group = groupOf(prefix);
    const known = namespaceFields(group)?.get(field);
    const name = known?.name ?? cleanName(capitalized(field));
    const flat = known?.fields ? known.flat : capitalized(field);
    return { parent, prefix, group, field, id: field, name, known, flat, items: [] };
  }
  const known = parent.known?.fields?.get(field) ?? (parent.known?.open ? ownField(parent, prefix, field) : undefined);
  const plain = parent.flat + capitalized(field);
  return {
    parent,
    prefix,
    // an outermost property of no namespace takes the first one below it
    group: parent.group || groupOf(prefix),
    field,
    id: parent.id + (parent.known?.open && !known ? `${prefix}:` : '') + capitalized(field),
    name: known?.name ?? cleanName(plain),
    known,
    flat: known?.fields ? known.flat : plain,
    items: [],
  };
}

/** The place of item `index` of a list at `place`. */
export function itemOf(place: Place, index: number): Place {
  return { ...place, items: [...place.items, index] };
}

/** The place of `rdf:_1` and the like: the number joins the name. */
export function numberedOf(place: Place, number: string): Place {
  const flat = place.flat + number;
  return { ...place, field: place.field + number, id: place.id + number, name: flat, known: undefined, flat };
}

/** A field of a structure that takes properties of any namespace, under that namespace's definition. */
function ownField(parent: Place, prefix: string, field: string): Property | undefined {
  const group = groupOf(prefix);
  return group === parent.group ? undefined : namespaceFields(group)?.under(parent.flat).get(field);
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
