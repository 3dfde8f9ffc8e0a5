// What a person asks to change in a photo, and the change document of the library that it makes.
import type { Changes, Common } from 'exifkit';
import type { Inspection, Position, ShownTag } from './protocol.js';

/** A text that can be written over. Lists have a line for each of their members. */
export type Field =
  | 'title'
  | 'description'
  | 'keywords'
  | 'creator'
  | 'copyright'
  | 'date'
  | 'rating'
  | 'orientation'
  | 'position'
  | PlaceField;

export type PlaceField = 'sublocation' | 'city' | 'state' | 'country' | 'countryCode';

/** A change that waits to be saved. */
export type Edit =
  | { readonly field: Field; readonly value: string }
  /** A tag that goes. */
  | { readonly tag: ShownTag };

const placeFields: ReadonlySet<string> = new Set<PlaceField>([
  'sublocation',
  'city',
  'state',
  'country',
  'countryCode',
]);
export const listFields: ReadonlySet<string> = new Set<Field>(['keywords', 'creator']);

/** What a field says before it is changed. */
export function fieldText(field: Field, { common, orientation, position }: Inspection): string {
  if (field === 'orientation') return orientation === undefined ? '' : String(orientation);
  if (field === 'position') return position ? coordinates(position) : '';
  if (field === 'date') return common?.taken ?? '';
  if (field === 'rating') return common?.rating === undefined ? '' : String(common.rating);
  if (isPlaceField(field)) return common?.place?.[field] ?? '';
  const value: string | readonly string[] | undefined = common?.[field satisfies keyof Common];
  return typeof value === 'string' ? value : (value?.join('\n') ?? '');
}

/** Degrees as a map takes them, to a tenth of a metre. */
function coordinates({ latitude, longitude }: Position): string {
  return `${Number(latitude.toFixed(6))}, ${Number(longitude.toFixed(6))}`;
}

/** The edits with one more: a field that is as it was before is none, and a field has one edit. */
export function withEdit(edits: readonly Edit[], edit: Edit, inspection: Inspection): readonly Edit[] {
  const at = edits.findIndex((other) => isOfSame(other, edit));
  if ('field' in edit && edit.value === fieldText(edit.field, inspection))
    return edits.filter((_, i) => i !== at);
  return at < 0 ? [...edits, edit] : edits.with(at, edit);
}

function isOfSame(one: Edit, other: Edit): boolean {
  return 'field' in one
    ? 'field' in other && one.field === other.field
    : 'tag' in other && one.tag === other.tag;
}

/** Where on the globe a text says that something is: degrees north and east. */
export function positionOf(text: string): readonly [number, number] | undefined {
  const [, north, east] =
    /^\s*([-+−]?\d+(?:\.\d+)?)°?\s*[,;\s]\s*([-+−]?\d+(?:\.\d+)?)°?\s*$/.exec(text) ?? [];
  if (north === undefined || east === undefined) return undefined;
  const [latitude, longitude] = [north, east].map((number) => Number(number.replace('−', '-')));
  return Math.abs(latitude!) <= 90 && Math.abs(longitude!) <= 180 ? [latitude!, longitude!] : undefined;
}

/** Whether a field can be understood; all else the library judges. */
export function isUnderstood({ field, value }: Extract<Edit, { field: Field }>): boolean {
  const text = value.trim();
  if (text === '') return true;
  if (field === 'countryCode') return /^[a-z]{2,3}$/i.test(text);
  return field !== 'position' || positionOf(text) !== undefined;
}

/** The first field that is not understood. */
export function mistakenField(edits: readonly Edit[]): Field | undefined {
  for (const edit of edits) if ('field' in edit && !isUnderstood(edit)) return edit.field;
  return undefined;
}

interface Branch {
  [name: string]: Branch | string | number | readonly string[] | null;
}

/** The changes that the edits ask for. */
export function changesOf(edits: readonly Edit[], { tags }: Inspection): Changes {
  const changes: Branch = {};
  for (const edit of edits)
    if ('tag' in edit) put(changes, edit.tag.path ?? [], null);
    else if (edit.field === 'position') putPosition(changes, edit.value, tags);
    else put(changes, placeOf(edit.field), fieldValue(edit.field, edit.value));
  return changes as Changes;
}

function placeOf(field: Field): readonly string[] {
  if (field === 'orientation') return [field];
  return isPlaceField(field) ? ['common', 'location', field] : ['common', field];
}

function fieldValue(field: Field, text: string): string | number | readonly string[] | null {
  const value = text.trim();
  // A picture is turned in some way in any case: what it states of it is 1, not nothing.
  if (field === 'orientation') return Number(value || 1);
  if (value === '') return null;
  if (field === 'rating') return Number(value);
  return listFields.has(field) ? value.split('\n').flatMap((line) => line.trim() || []) : value;
}

/** In EXIF; a position that XMP states would contradict it, or go on telling it. */
function putPosition(changes: Branch, text: string, tags: readonly ShownTag[]): void {
  const position = positionOf(text);
  if (position) {
    put(changes, ['gps', 'latitude'], position[0]);
    put(changes, ['gps', 'longitude'], position[1]);
  } else if (tags.some(({ group }) => group === 'GPS')) changes['gps'] = null;
  for (const { group, name, path } of tags)
    if (group === 'XMP-exif' && /^GPS(Latitude|Longitude)$/.test(name) && path) put(changes, path, null);
}

function put(branch: Branch, [name = '', ...rest]: readonly string[], value: Branch[string]): void {
  if (rest.length === 0) {
    branch[name] = value;
    return;
  }
  const below = branch[name];
  // All of it goes.
  if (below === null) return;
  const next: Branch =
    typeof below === 'object' && below !== null && !Array.isArray(below) ? (below as Branch) : {};
  branch[name] = next;
  put(next, rest, value);
}

function isPlaceField(field: Field): field is PlaceField {
  return placeFields.has(field);
}
