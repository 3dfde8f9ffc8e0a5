// Leaf's data in its raw files: packets of a name and a value, which may be packets again (ExifTool's Leaf.pm).
import { type BlockView, blockView } from '../../bytes/block-view.js';
import { latinText } from '../../bytes/latin.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { bytesBeforeNull, plainText, withoutEndNulls } from '../../bytes/text.js';
import type { Conversions, Convert } from '../../tables/conversion.js';
import { Records, tagOfRow } from '../../tables/records.js';
import type { Row } from '../../tables/row.js';
import { readStored, typeSize } from '../../tables/stored-value.js';
import { makeTag } from '../../tables/tag.js';
import { toText } from '../../tables/value.js';
import { labels, rows } from '../../tags/leaf.generated.js';
import type { Block, BlockRef, Context, Tag } from '../../types.js';
import type { LeafRef } from '../exif/structure.js';
import { loadedTags, type NamedValues } from '../loaded.js';

const signature = 'PKTS';
const headerBytes = 52;
const nameAt = 8;
const sizeAt = 48;
const maxDepth = 12;
const maxText = 60;
const main = 'Leaf::Main';
const iccTable = 'ICC_Profile::Main';

const firstWord: Convert = (value) => toText(value).replace(/ .*/s, '');

export const leafConversions: Conversions = {
  '*': { tags: { 'BackSerial CaptureSerial': { print: firstWord } } },
};

const records = new Records({ rows, labels, conversions: [leafConversions] });

/** Leaf's packets. */
export const leaf: Block<'leaf', NamedValues> = {
  name: 'leaf',
  kinds: ['leaf'],
  holds: ['icc'],
  *load(refs, context) {
    const tags: Tag[] = [];
    const nested: BlockRef[] = [];
    for (const ref of refs) {
      const walk = new PacketWalk(ref as LeafRef, yield* blockView(ref, context), context);
      walk.read(main, walk.block, 0);
      tags.push(...walk.tags);
      nested.push(...walk.nested);
    }
    return loadedTags(() => tags, nested);
  },
};

class PacketWalk {
  readonly tags: Tag[] = [];
  readonly nested: BlockRef[] = [];
  readonly block: BlockView;
  readonly #ref: LeafRef;
  readonly #context: Context;

  constructor(ref: LeafRef, block: BlockView, context: Context) {
    this.#ref = ref;
    this.block = block;
    this.#context = context;
  }

  /** The packets of `[start, end)` by a table; of an unknown one by their own names. */
  read(table: string, { view, start, end }: BlockView, depth: number): void {
    const { warn, budget } = this.#context;
    for (let at = start; at + headerBytes <= end && view.fourcc(at) === signature; ) {
      const size = view.u32(at + sizeAt, this.#ref.littleEndian);
      const from = at + headerBytes;
      at = from + size;
      if (at > end || depth > maxDepth) {
        warn('truncated', 'a packet ends outside of what holds it', from, this.#ref.path);
        return;
      }
      const nameStart = from - headerBytes + nameAt;
      const name = latinText(bytesBeforeNull(view.slice(nameStart, from - headerBytes + sizeAt)));
      if (name === '') continue;
      if (!budget.tag(size)) return;
      this.#packet(table, name, { view, start: from, end: at }, depth);
    }
  }

  #packet(table: string, name: string, bytes: BlockView, depth: number): void {
    const { view, start, end } = bytes;
    const row = records.row(table, name);
    if (row?.sub?.table === iccTable) this.#profile(bytes);
    else if (row?.sub) this.read(row.sub.table, bytes, depth + 1);
    else if (row) this.tags.push(...this.#known(row, bytes));
    else if (end - start >= 8 && view.latin1(start, start + 8) === `${signature}\0\0\0\x01`)
      this.read('', bytes, depth + 1);
    else if (table !== main) this.tags.push(...unknown(name, textOf(bytes)));
  }

  #profile({ view, start, end }: BlockView): void {
    const { path, bytes } = this.#ref;
    const own = bytes && { bytes: view.slice(start, end) };
    this.nested.push({ kind: 'icc', ranges: [{ start, end }], path: `${path}/leaf`, ...own });
  }

  #known(row: Row, bytes: BlockView): readonly Tag[] {
    const { view, start, end } = bytes;
    if (row.ownType) {
      const count = (end - start) / typeSize(row.ownType);
      const stored = readStored(view, start, end, row.ownType, count, this.#ref.littleEndian);
      return stored === undefined ? [] : tagOfRow(row, stored);
    }
    if (!row.isBinary) return tagOfRow(row, textOf(bytes));
    const last = start + withoutEndNulls(view.slice(start, end)).length;
    const value = this.#ref.bytes ? view.slice(start, last) : new StoredBytes([{ start, end: last }]);
    const tag = makeTag(row.family, row.group, row.id, { name: row.name }, value);
    return tag ? [tag] : [];
  }
}

const textOf = ({ view, start, end }: BlockView): string =>
  plainText(withoutEndNulls(view.slice(start, end))).replaceAll('\n', ' ');

/** A packet that no table has, under its own name. */
function unknown(id: string, text: string): readonly Tag[] {
  const words = id.replace(/_(.)/gs, (_, letter: string) => letter.toUpperCase());
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const print = () => (text.length > maxText ? `${text.slice(0, maxText - 5)}[...]` : text);
  const tag = makeTag('Leaf', 'Leaf', id, { name, print }, text);
  return tag ? [tag] : [];
}
