// Which of several tags of one name counts: ExifTool's rules of precedence.
import { perlNumber } from '../present/number.js';
import { MAKER_NOTE, SUBFILE_TYPE } from '../structures/tiff/ids.js';
import type { FileType, LoadedBlock, Tag, TagValue, Text } from '../types.js';

/** Groups whose tags do not replace an earlier one. */
const weakGroups = new Set(['XMP-tiff', 'XMP-exif', 'XMP-exifEX', 'XMP-GDepth', 'PreviewIFD']);
/** IFD1 is of the thumbnail in these, in others of a second page. */
const withThumbnail = /^(JPEG|ARW)$/;

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

/** Tags by name, found as ExifTool finds what a computed tag asks for. */
export class Lookup {
  /** By number of name: the one tag, or several, the one that counts first. */
  readonly #byNumber: (Tag | Tag[] | undefined)[];
  readonly #tags: readonly Tag[];
  /** The computed ones, which come after all others. */
  readonly #computed: Tag[] = [];
  readonly #loaded: readonly LoadedBlock[];
  readonly #thumbnails: boolean;
  /** The directory of the full picture, empty where there is none: its weak tags count. */
  #fullPicture: string | undefined;

  constructor(tags: readonly Tag[], loaded: readonly LoadedBlock[], fileType: FileType) {
    this.#thumbnails = withThumbnail.test(fileType.type);
    this.#loaded = loaded;
    this.#byNumber = new Array(names.length).fill(undefined);
    this.#tags = tags;
    this.#learn(0);
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
  add(tag: Tag): void {
    this.#computed.push(tag);
    this.#put(tag, 0);
  }

  /** Finds the tags whose names have numbers from this one on. Notes come where they lie among the EXIF tags. */
  #learn(from: number): void {
    const tags = this.#tags;
    /** Of those that are asked for: index and number of name, in turn. */
    const asked: number[] = [];
    let hasNotes = false;
    for (let i = 0; i < tags.length; i++) {
      const { name, family } = tags[i]!;
      const number = numbers.get(name);
      if (number === undefined || number < from) continue;
      asked.push(i, number);
      hasNotes ||= family === 'MakerNotes';
    }
    const place = hasNotes ? placeOfNotes(tags) : tags.length;
    const ofNotes: Tag[] = [];
    const behind: Tag[] = [];
    for (let k = 0; k < asked.length; k += 2) {
      const tag = tags[asked[k]!]!;
      if (hasNotes && tag.family === 'MakerNotes') ofNotes.push(tag);
      else if (asked[k]! < place) this.#place(tag, asked[k + 1]!);
      else behind.push(tag);
    }
    for (const tag of ofNotes) this.#put(tag, from);
    for (const tag of behind) this.#put(tag, from);
    for (const tag of this.#computed) this.#put(tag, from);
  }

  #put(tag: Tag, from: number): void {
    const number = numbers.get(tag.name);
    if (number !== undefined && number >= from) this.#place(tag, number);
  }

  #place(tag: Tag, number: number): void {
    const same = this.#byNumber[number];
    if (!same) this.#byNumber[number] = tag;
    else if (!Array.isArray(same)) this.#byNumber[number] = this.#isWeak(tag) ? [same, tag] : [tag, same];
    else if (this.#isWeak(tag)) same.splice(1, 0, tag);
    else same.unshift(tag);
  }

  /** Whether there is a tag of one of the names with these numbers. */
  hasAny(names: readonly number[]): boolean {
    for (let i = 0; i < names.length; i++) if (this.#byNumber[names[i]!]) return true;
    return false;
  }

  /** The tag that counts for `Name` or `Group:Name`, the group of family 0 or 1. */
  find(key: string): Tag | undefined {
    const { group, number } = keyOf(key);
    const tags = this.#named(number);
    if (tags === undefined) return undefined;
    if (!Array.isArray(tags)) return isIn(tags, group) ? tags : undefined;
    if (group === undefined) return tags[0];
    for (const tag of tags) if (isIn(tag, group)) return tag;
    return undefined;
  }

  #named(number: number): Tag | Tag[] | undefined {
    const known = this.#byNumber.length;
    if (number >= known) {
      // A name that was never asked for before.
      this.#byNumber.length = number + 1;
      this.#learn(known);
    }
    return this.#byNumber[number];
  }

  #isWeak(tag: Tag): boolean {
    if (tag.family === 'EXIF' && tag.weak) {
      this.#fullPicture ??= this.#tags.find(isFullPicture)?.group ?? '';
      if (tag.group === this.#fullPicture) return false;
    }
    if (tag.weak || weakGroups.has(tag.group) || (this.#thumbnails && tag.group === 'IFD1')) return true;
    return tag.group === 'XMP-aux' && tag.name === 'LensInfo';
  }

  all(name: string): readonly Tag[] {
    const tags = this.#named(keyOf(name).number);
    return tags === undefined ? [] : Array.isArray(tags) ? tags : [tags];
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
  if (typeof value === 'string') {
    const match = /[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/i.exec(value);
    return match ? Number(match[0]) : undefined;
  }
  if (Array.isArray(value)) return perlNumberOf(value[0]);
  return undefined;
}
