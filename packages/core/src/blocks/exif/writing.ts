// How the tags of EXIF and GPS are written, by name: their ids, directories, field types and numbers of values.
import type { IfdPlace } from '../../structures/tiff/survey.js';
import { exifWritingRows, gpsWritingRows } from '../../tags/exif-writing.generated.js';
import { gpsDefinitions } from '../gps/definitions.js';
import type { Definition, Definitions } from './definition.js';
import { exifDefinitions } from './definitions.js';

/** How a tag is written. */
export interface Writing {
  readonly name: string;
  readonly id: number;
  readonly place: IfdPlace;
  readonly type: number;
  /** Number of values; `any` where there may be any number of them. */
  readonly count: number | 'any';
  /** It is not set by itself: others depend on it. */
  readonly unsafe: boolean;
  readonly definition: Definition;
}

/** The tags of a table by name. */
export type Writings = ReadonlyMap<string, Writing>;

const places: { readonly [letter: string]: IfdPlace } = { E: 'ExifIFD', I: 'InteropIFD' };

function writings(text: string, definitions: Definitions, place: IfdPlace): Writings {
  const byName = new Map<string, Writing>();
  let id = 0;
  for (const line of text.split('\n')) {
    const [, step, type, letter, count, unsafe] = /^(\w*) (\d+)([EI]?)(?:,(\d+|\*))?(!?)$/.exec(line) ?? [];
    id += step ? Number.parseInt(step, 16) : 1;
    const definition = definitions.get(id);
    if (!definition || byName.has(definition.name)) continue;
    byName.set(definition.name, {
      name: definition.name,
      id,
      place: places[letter ?? ''] ?? place,
      type: Number(type),
      count: count === '*' ? 'any' : Number(count ?? 1),
      unsafe: unsafe === '!',
      definition,
    });
  }
  return byName;
}

let exif: Writings | undefined;
let gps: Writings | undefined;

/** Tags of IFD0, ExifIFD and InteropIFD. */
export function exifWritings(): Writings {
  exif ??= writings(exifWritingRows, exifDefinitions(), 'IFD0');
  return exif;
}

/** Tags of the GPS directory. */
export function gpsWritings(): Writings {
  gps ??= writings(gpsWritingRows, gpsDefinitions(), 'GPS');
  return gps;
}
