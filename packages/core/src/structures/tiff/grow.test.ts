import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinPieces } from '../../bytes/pieces.js';
import { runSync } from '../../bytes/scan.js';
import { inOrder, spliced } from '../../bytes/splices.js';
import { defaultLimits } from '../../limits.js';
import { ASCII, BYTE, fieldSize, SHORT, UNDEFINED } from './field.js';
import { type DirectoryChanges, type EntryChange, growTiff } from './grow.js';
import { checkGrown } from './grown.js';
import { EXIF_IFD, GPS_IFD } from './ids.js';
import { type RawEntry, readTiffShape } from './strict.js';
import { type IfdPlace, type Survey, surveyTiff } from './survey.js';
import { type NewEntry, type NewIfd, writeTiff } from './write.js';

function survey(bytes: Uint8Array): Survey {
  return runSync(
    (function* () {
      return yield* surveyTiff(yield* readTiffShape(0, bytes.length), defaultLimits);
    })(),
    bytes,
  );
}

function grown(bytes: Uint8Array, changes: DirectoryChanges): Uint8Array {
  const shape = runSync(readTiffShape(0, bytes.length), bytes);
  const before = survey(bytes);
  const splices = inOrder(growTiff(shape, before, changes));
  const after = joinPieces(spliced(splices, 0, bytes.length), bytes);
  runSync(checkGrown(before, survey(after), changes), after);
  return after;
}

/** The entries of each directory: id, type and value. */
function contents(bytes: Uint8Array): Map<IfdPlace, Map<number, string>> {
  const stored = ({ start, length }: RawEntry): string => bytes.subarray(start, start + length).join();
  return new Map(
    [...survey(bytes).directories].map(([place, { entries }]) => [
      place,
      new Map(
        entries.flatMap((entry): [number, string][] =>
          entry.id === EXIF_IFD || entry.id === GPS_IFD ? [] : [[entry.id, `${entry.type}:${stored(entry)}`]],
        ),
      ),
    ]),
  );
}

const entry = fc
  .tuple(
    fc.integer({ min: 0x8000, max: 0x8010 }),
    fc.constantFrom(BYTE, ASCII, SHORT, UNDEFINED),
    fc.uint8Array({ minLength: 2, maxLength: 40 }),
  )
  .map(([id, type, bytes]): NewEntry & { readonly value: Uint8Array } => {
    const length = bytes.length - (bytes.length % fieldSize(type));
    return { id, type, value: bytes.slice(0, length) };
  });
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 10 });
const changed = fc.uniqueArray(
  fc.tuple(entry, fc.boolean()).map(
    ([{ id, type, value }, goes]): EntryChange => ({
      id,
      type,
      value: goes ? undefined : value,
    }),
  ),
  { selector: ({ id }) => id, maxLength: 10 },
);
const structure = fc.record({ first: entries, exif: entries, gps: entries, second: entries });

function written(
  { first, exif, gps, second }: Record<'first' | 'exif' | 'gps' | 'second', readonly NewEntry[]>,
  littleEndian: boolean,
  big: boolean,
): Uint8Array {
  const pointer = (id: number, own: readonly NewEntry[]): NewEntry[] =>
    own.length > 0 ? [{ id, type: 0, value: { directories: [{ entries: own }] } }] : [];
  const main: NewIfd = { entries: [...first, ...pointer(EXIF_IFD, exif), ...pointer(GPS_IFD, gps)] };
  const pages = second.length > 0 ? [main, { entries: second }] : [main];
  return joinPieces(writeTiff({ littleEndian, big, pages }), new Uint8Array(0));
}

describe('a TIFF structure that grows', () => {
  test('has the changed entries as asked and all others as before, in any order of bytes', () => {
    fc.assert(
      fc.property(
        structure,
        changed,
        changed,
        changed,
        fc.boolean(),
        fc.boolean(),
        (old, one, two, three, order, big) => {
          const bytes = written(old, order, big);
          const changes: DirectoryChanges = new Map([
            ['IFD0', one],
            ['ExifIFD', two],
            ['GPS', three],
          ]);
          const after = grown(bytes, changes);
          const expected = contents(bytes);
          for (const [place, own] of changes) {
            if (own === 'gone') continue;
            const tags = expected.get(place) ?? new Map<number, string>();
            for (const { id, type, value } of own)
              if (value) tags.set(id, `${type}:${value.join()}`);
              else tags.delete(id);
            if (tags.size > 0 || place === 'IFD0') expected.set(place, tags);
            else expected.delete(place);
          }
          expect(contents(after)).toEqual(expected);
          expect(survey(after).directories.get('IFD1')?.at).toBe(survey(bytes).directories.get('IFD1')?.at);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('gives room to what comes where something went, and zeroes what nothing has any more', () => {
    const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
    const tags = {
      first: [{ id: 0x8001, type: ASCII, value: text('a secret of some length') }],
      exif: [],
      gps: [],
      second: [],
    };
    const bytes = written(tags, true, false);
    const shorter = grown(bytes, new Map([['IFD0', [{ id: 0x8001, type: ASCII, value: text('a word') }]]]));
    expect(shorter.length).toBe(bytes.length);
    expect(new TextDecoder().decode(shorter)).not.toContain('secret');
    const gone = grown(bytes, new Map([['IFD0', [{ id: 0x8001, type: ASCII, value: undefined }]]]));
    expect(new TextDecoder().decode(gone)).not.toContain('secret');
  });

  test('leaves alone what two entries share', () => {
    const bytes = written(
      {
        first: [
          { id: 0x8001, type: ASCII, value: new TextEncoder().encode('shared text\0') },
          { id: 0x8002, type: ASCII, value: new TextEncoder().encode('another one\0') },
        ],
        exif: [],
        gps: [],
        second: [],
      },
      true,
      false,
    );
    const [one, two] = survey(bytes).directories.get('IFD0')!.entries;
    bytes.copyWithin(two!.at + 8, one!.at + 8, one!.at + 12);
    const after = grown(bytes, new Map([['IFD0', [{ id: 0x8001, type: ASCII, value: undefined }]]]));
    expect(contents(after).get('IFD0')?.get(0x8002)).toBe(
      `2:${new TextEncoder().encode('shared text\0').join()}`,
    );
  });
});
