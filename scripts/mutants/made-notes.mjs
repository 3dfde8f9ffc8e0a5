// Photos with notes made of a maker's tables: entries of random ids, types and values, labels' values among them, and
// records of random bytes. Of makers of whom there are few photos these are what mutants are made of.

import { bareIfd } from '../../fixtures/dist/build/ifd.js';
import { concat, exif, exifSegment, gradient, jpeg } from '../../fixtures/dist/build/index.js';
import { readLayouts } from '../makers/layouts.mjs';
import { readTables } from '../tables/listx.mjs';
import { modulesOf, noteHeads } from './note-heads.mjs';

const MAKER_NOTE = 0x927c;
const maxRecord = 6000;
const maxNote = 60_000;
const types = {
  int8u: 'BYTE',
  string: 'ASCII',
  int16u: 'SHORT',
  int32u: 'LONG',
  rational64u: 'RATIONAL',
  int8s: 'SBYTE',
  undef: 'UNDEFINED',
  int16s: 'SSHORT',
  int32s: 'SLONG',
  rational64s: 'SRATIONAL',
  float: 'FLOAT',
  double: 'DOUBLE',
};
const sizes = { BYTE: 1, SBYTE: 1, SHORT: 2, SSHORT: 2, LONG: 4, SLONG: 4 };
const directories = new Set([null, '&ProcessExif', '&ProcessNikon', '&ProcessUnknown']);

/** A maker's tables as ExifTool has them, for {@link madeNotes}. */
function tablesOf(maker) {
  const heads = noteHeads[maker];
  const modules = modulesOf[maker] ?? [...new Set(heads.map(({ table }) => table.split('::')[0]))];
  const { tables, labels } = readLayouts(modules, [...new Set(heads.map(({ table }) => table))]);
  return { heads, labels, tables: new Map(tables.map((table) => [table.name, table])) };
}

/** So many photos of a maker, as name and bytes; `random(n)` gives a number below n. */
export function madeNotes(maker, count, random, models = []) {
  const facts = readTables();
  const { heads, labels, tables } = tablesOf(maker);
  const pick = (list) => list[random(list.length)];
  const chance = (percent) => random(100) < percent;

  return Array.from({ length: count }, (_, i) => {
    const head = heads[i % heads.length];
    const littleEndian = (head.order ?? pick(['II', 'MM'])) === 'II';
    const value = noteOf(head, littleEndian);
    const ifd0 = [
      [0x010f, 'ASCII', head.make],
      [0x0110, 'ASCII', head.model ?? pick([`${head.make} FIXTURE`, ...models])],
    ];
    const block = exif({
      ifd0,
      exif: [[MAKER_NOTE, 'UNDEFINED', value]],
      littleEndian: head.order && !head.base && head.head === '' ? littleEndian : chance(70) === littleEndian,
    });
    return {
      name: `made-${i}.jpg`,
      bytes: jpeg({ picture: gradient(8, 8), segments: [exifSegment(block)] }),
    };
  });

  function noteOf({ head, base, table: name, padded, first = [] }, littleEndian) {
    const table = tables.get(name);
    const before = Buffer.from(head, 'latin1');
    if (!directories.has(table.process)) {
      const record = recordOf(table, before.length);
      before.copy(record);
      return record;
    }
    const shift = before.length;
    const at = (start) => {
      const from = (base === undefined ? start : base === 'note' ? 0 : -base) + shift;
      const directory = bareIfd(directoryOf(table, littleEndian, 0, first), {
        littleEndian,
        start: from + (padded ? 2 : 0),
      });
      return concat(
        before,
        ...(padded ? [directory.subarray(0, 2), [0, 0], directory.subarray(2)] : [directory]),
      );
    };
    return base === undefined ? { at } : at(0);
  }

  /** Random entries, sorted; those of sub-directories hold directories or records. */
  function directoryOf(table, littleEndian, depth, first = []) {
    const ids = Object.keys(table.tags ?? {}).filter((id) => Number(id) > 0 && Number(id) < 0xffff);
    const share = Math.min(ids.length, 3 + random(40));
    const chosen = new Set(first.map(([id]) => String(id)));
    const entries = [...first];
    for (let i = 0; i < share; i++) {
      const id = pick(ids);
      if (chosen.has(id)) continue;
      chosen.add(id);
      entries.push(entryOf(table, id, littleEndian, depth));
    }
    return entries.sort((a, b) => a[0] - b[0]);
  }

  function entryOf(table, id, littleEndian, depth) {
    const layout = pick(table.tags[id]);
    const fact = facts.get(table.name)?.tags.find((tag) => tag.id === id && tag.name === layout.Name);
    if (layout.sub) {
      const sub = tables.get(String(layout.sub.TagTable ?? '').replace('Image::ExifTool::', ''));
      if (sub && directories.has(sub.process)) {
        if (depth > 1) return [Number(id), 'LONG', 0];
        const inner = directoryOf(sub, littleEndian, depth + 1);
        if (/^\$val$/.test(layout.sub.Start ?? '')) return [Number(id), 'LONG', { ifds: [inner] }];
        return [Number(id), 'UNDEFINED', { at: (start) => bareIfd(inner, { littleEndian, start }) }];
      }
      if (sub) return [Number(id), /int16/.test(sub.format ?? '') ? 'SSHORT' : 'UNDEFINED', evenRecord(sub)];
      return [Number(id), 'UNDEFINED', bytes(random(64) + 1)];
    }
    const [, format = fact?.type, told] = /^(\w+)(?:\[(\d+)\])?$/.exec(layout.Format ?? '') ?? [];
    let type = types[format] ?? pick(['SHORT', 'SHORT', 'LONG', 'BYTE', 'UNDEFINED', 'ASCII', 'SSHORT']);
    if (chance(10)) type = pick(Object.values(types));
    const usual = Number(told ?? fact?.count ?? 1);
    const many = chance(20) ? 1 + random(8) : Math.min(usual > 0 ? usual : 1 + random(8), 200);
    return [Number(id), type, valuesOf(type, many, layout, fact)];
  }

  function valuesOf(type, count, layout, fact) {
    if (type === 'ASCII') return textOf(fact, count);
    const list = labelsOf(layout);
    const one = () => (list.length > 0 && chance(60) ? labelNumber(pick(list)) : numberOf());
    if (type === 'UNDEFINED') {
      if (chance(40)) return Buffer.from(textOf(fact, count), 'latin1');
      return Uint8Array.from({ length: count === 1 ? pick([1, 2, 4, 8, 20]) : count }, () => one() & 0xff);
    }
    if (type === 'FLOAT' || type === 'DOUBLE')
      return Array.from({ length: count }, () => pick([0, 1, -1.5, 0.001, 1e10, random(1000) / 8]));
    if (type.endsWith('RATIONAL')) {
      const sign = () => (type === 'SRATIONAL' && chance(30) ? -1 : 1);
      const part = () => pick([0, 1, 2, 8, 10, 100, 256, 1000, random(1 << 16), random(2 ** 31)]);
      return Array.from({ length: 2 * count }, (_, i) =>
        i % 2 ? pick([1, 10, 100, part()]) : sign() * part(),
      );
    }
    const bits = 8 * sizes[type];
    const fit = (number) => {
      const whole = BigInt(Math.trunc(number));
      return Number(
        type.startsWith('S') && type !== 'SHORT' ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole),
      );
    };
    const all = list.length > 0 && chance(30) ? String(pick(list)).split(' ').map(Number) : [];
    const numbers = all.length > 1 && all.every(Number.isFinite) ? all : Array.from({ length: count }, one);
    return numbers.map(fit);
  }

  function numberOf() {
    return pick([
      0,
      1,
      random(8),
      random(16),
      random(256),
      random(1 << 16),
      -1,
      -random(32),
      0x7fffffff,
      0x80000000,
      random(2 ** 32),
      1 << random(31),
    ]);
  }

  function labelNumber(label) {
    const number = Number(label);
    return Number.isFinite(number) ? number : random(256);
  }

  function labelsOf({ PrintConv: print }) {
    const one = Array.isArray(print) ? print.find((item) => item?.labels) : print;
    const list = one?.labels && labels[one.labels];
    return list ? Object.keys(list).filter((key) => key !== 'OTHER' && key !== 'BITMASK') : [];
  }

  function textOf(fact, count) {
    const list = Object.keys(fact?.values?.[0] ?? {});
    const text = pick([
      '',
      'OFF',
      'Auto  ',
      '0100',
      '1.02',
      '2026:11:28 12:30:45',
      '0000:00:00 00:00:00',
      '12345',
      'a b',
      'Ver 1.00\0x',
      `${random(1e6)}`,
      'FPX 20495643     592D313335310701318AD010110047',
      ' x ',
      ...list.slice(0, 4),
    ]);
    return count > 1 && chance(30) ? text.slice(0, count) : text;
  }

  function recordOf(table, least = 0) {
    const unit =
      { int16u: 2, int16s: 2, int32u: 4, int32s: 4, float: 4, rational64u: 8 }[
        /^\w+/.exec(table.format ?? '')?.[0]
      ] ?? 1;
    const ends = Object.keys(table.tags ?? {})
      .map(Number)
      .filter((id) => id >= 0 && id < maxRecord);
    const whole = (Math.max(0, ...ends) + 1) * unit + 16;
    return bytes(Math.max(least + 4, chance(75) ? whole : random(whole) + 1));
  }

  function evenRecord(table) {
    const record = recordOf(table);
    return record.length % 2 ? record.subarray(1) : record;
  }

  /** Random ones; or small numbers among nothing. */
  function bytes(length) {
    const isSparse = chance(50);
    const size = Math.min(length, maxNote);
    return Buffer.from(
      Array.from({ length: size }, () =>
        isSparse ? (chance(60) ? 0 : random(24)) : pick([random(256), random(256), 0, 255]),
      ),
    );
  }
}
