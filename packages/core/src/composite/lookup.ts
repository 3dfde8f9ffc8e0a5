// Which of several tags of one name counts: ExifTool's rules of precedence.
import { perlNumber } from '../present/number.js';
import { MAKER_NOTE, SUBFILE_TYPE } from '../structures/tiff/ids.js';
import type { FileType, LoadedBlock, Tag, TagValue, Text } from '../types.js';

/** Groups whose tags do not replace an earlier one. */
const weakGroups = new Set(['XMP-tiff', 'XMP-exif', 'XMP-exifEX', 'XMP-GDepth', 'PreviewIFD']);
/** IFD1 is of the thumbnail in these, in others of a second page. */
const withThumbnail = new Set(['JPEG', 'ARW']);

/**
 * The names that computed tags ask for, each with its number. They come from the definitions, not from files, and are
 * few: most tags of a file are passed over by one look.
 */
const numbers = new Map<string, number>();
const names: string[] = [];

/** The number of a name that computed tags ask for. */
export function numberOfName(name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, names.length);
  return names.push(name) - 1;
}

/** Several tags of one name. */
class Same {
  /** Where they stand among the tags of the file, as long as they are not ranked. */
  readonly places: number[];
  /** The one that counts first, then the others, once that was asked for. */
  ranked: Tag[] | undefined = undefined;

  constructor(...places: number[]) {
    this.places = places;
  }
}

/** Tags by name, found as ExifTool finds what a computed tag asks for. */
export class Lookup {
  /** By number of name: the one tag, or its place among those of the file, or several. */
  readonly #byNumber: (Tag | number | Same | undefined)[];
  readonly #tags: readonly Tag[];
  readonly #loaded: readonly LoadedBlock[];
  readonly #fileType: FileType;
  /** The directory of the full picture, empty where there is none: its weak tags count. */
  #fullPicture: string | undefined;
  #placeOfNotes: number | undefined;

  constructor(tags: readonly Tag[], loaded: readonly LoadedBlock[], fileType: FileType) {
    this.#fileType = fileType;
    this.#loaded = loaded;
    this.#byNumber = new Array(names.length).fill(undefined);
    this.#tags = tags;
    for (let i = 0; i < tags.length; i++) {
      const number = numbers.get(tags[i]!.name);
      if (number !== undefined) this.#put(i, number);
    }
  }

  #put(place: number, number: number): void {
    const before = this.#byNumber[number];
    if (before === undefined) this.#byNumber[number] = place;
    else if (typeof before === 'number') this.#byNumber[number] = new Same(before, place);
    else if (before instanceof Same) before.places.push(place);
  }

  /** Numerator and denominator of an EXIF rational as they are stored. */
  fraction(id: number): readonly [number, number] | undefined {
    for (const { loaded } of this.#loaded) {
      const found = loaded.fraction?.(id);
      if (found) return found;
    }
    return undefined;
  }

  /** Adds a computed tag: it counts before the earlier ones of its name, unless it is a weak one. */
  add(tag: Tag, number: number): void {
    const before = this.#named(number);
    if (before === undefined) this.#byNumber[number] = tag;
    else if (before instanceof Same) this.#rank(before.ranked!, tag);
    else {
      const same = new Same();
      same.ranked = [before];
      this.#rank(same.ranked, tag);
      this.#byNumber[number] = same;
    }
  }

  /** The tag, or several, ranked, of the name with this number. */
  #named(number: number): Tag | Same | undefined {
    if (number >= this.#byNumber.length) this.#learn(number);
    const found = this.#byNumber[number];
    if (typeof found === 'number') return this.#tags[found];
    if (found instanceof Same) found.ranked ??= this.#ranked(found.places);
    return found;
  }

  /** Finds the tags of a name that was never asked for before. */
  #learn(number: number): void {
    const tags = this.#tags;
    this.#byNumber.length = number + 1;
    for (let i = 0; i < tags.length; i++) if (tags[i]!.name === names[number]) this.#put(i, number);
  }

  /** The one that counts first, then the others. Notes come where they lie among the EXIF tags. */
  #ranked(places: number[]): Tag[] {
    const tags = this.#tags;
    const isNote = (place: number): boolean => tags[place]!.family === 'MakerNotes';
    if (places.some(isNote)) {
      this.#placeOfNotes ??= placeOfNotes(tags);
      const ofNotes = this.#placeOfNotes - 0.5;
      const order = (place: number): number => (isNote(place) ? ofNotes : place);
      places.sort((a, b) => order(a) - order(b));
    }
    const ranked: Tag[] = [];
    for (const place of places) this.#rank(ranked, tags[place]!);
    return ranked;
  }

  #rank(ranked: Tag[], tag: Tag): void {
    if (ranked.length > 0 && this.#isWeak(tag)) ranked.splice(1, 0, tag);
    else ranked.unshift(tag);
  }

  /** Whether there is a tag of one of the names with these numbers. */
  hasAny(names: readonly number[]): boolean {
    for (let i = 0; i < names.length; i++) if (this.#byNumber[names[i]!] !== undefined) return true;
    return false;
  }

  /** The tag that counts for `Name` or `Group:Name`, the group of family 0 or 1. */
  find(key: string): Tag | undefined {
    const { group, number } = keyOf(key);
    const tags = this.#named(number);
    if (tags === undefined) return undefined;
    if (!(tags instanceof Same)) return isIn(tags, group) ? tags : undefined;
    return group === undefined ? tags.ranked![0] : tags.ranked!.find((tag) => isIn(tag, group));
  }

  #isWeak(tag: Tag): boolean {
    if (tag.family === 'EXIF' && tag.weak) {
      this.#fullPicture ??= this.#tags.find(isFullPicture)?.group ?? '';
      if (tag.group === this.#fullPicture) return false;
    }
    if (tag.weak || weakGroups.has(tag.group)) return true;
    if (tag.group === 'IFD1') return withThumbnail.has(this.#fileType.type);
    return tag.group === 'XMP-aux' && tag.name === 'LensInfo';
  }

  all(name: string): readonly Tag[] {
    const tags = this.#named(keyOf(name).number);
    return tags === undefined ? [] : tags instanceof Same ? tags.ranked! : [tags];
  }

  value(name: string): TagValue | undefined {
    return this.find(name)?.value;
  }

  text(name: string): Text | undefined {
    return this.find(name)?.text;
  }

  /** The value as a number; the first number of a text or list; `undefined` where there is none. */
  number(name: string): number | undefined {
    return perlNumberOf(this.value(name));
  }
}

/** `Name` or `Group:Name`, taken apart. */
interface Key {
  readonly group: string | undefined;
  /** The number of the name. */
  readonly number: number;
}

/** Those that the definitions of computed tags ask for. */
const keys = new Map<string, Key>();

function keyOf(text: string): Key {
  let key = keys.get(text);
  if (!key) {
    const colon = text.indexOf(':');
    key = {
      group: colon < 0 ? undefined : text.slice(0, colon),
      number: numberOfName(text.slice(colon + 1)),
    };
    keys.set(text, key);
  }
  return key;
}

function isIn(tag: Tag, group: string | undefined): boolean {
  return group === undefined || tag.family === group || tag.group === group;
}

/** Where among the tags the note lies: before the EXIF tags behind it, else after the last before it. */
function placeOfNotes(tags: readonly Tag[]): number {
  let place = 0;
  for (let i = 0; i < tags.length; i++) {
    const { group, id } = tags[i]!;
    if (group !== 'ExifIFD') continue;
    if (typeof id === 'number' && id > MAKER_NOTE) return i;
    place = i + 1;
  }
  return place;
}

/** SubfileType 0: a picture in full resolution. */
function isFullPicture(tag: Tag): boolean {
  return tag.family === 'EXIF' && tag.id === SUBFILE_TYPE && tag.value === 0;
}

/** A number out of a value, as Perl would take it: to the fifteen digits that it prints; never NaN. */
export function perlNumberOf(value: TagValue | undefined): number | undefined {
  if (typeof value === 'number') {
    if (value < 1e8 && value > -1e8 && value === Math.round(value * 1e6) / 1e6) return value;
    return Number.isFinite(value) ? Number(perlNumber(value)) : undefined;
  }
  if (typeof value === 'string') return firstNumber(value);
  if (Array.isArray(value)) return perlNumberOf(value[0]);
  return undefined;
}

function firstNumber(text: string): number | undefined {
  const first = text.charCodeAt(0);
  // most texts are numbers; one that begins with 1 to 9 has no other base
  const whole = first >= 0x31 && first <= 0x39 ? Number(text) : Number.NaN;
  if (!Number.isNaN(whole)) return whole;
  const match = /[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/i.exec(text);
  return match ? Number(match[0]) : undefined;
}
