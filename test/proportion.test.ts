// Answers in proportion: a small file that asks for a large answer gets its first part, and a warning.
import { readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';

const maxPrinted = 3_000_000;

/** All texts of a file in characters, and the codes of its warnings. */
function answer(bytes: Uint8Array): { characters: number; tags: number; codes: readonly string[] } {
  const metadata = readSync(bytes);
  let characters = 0;
  for (const { text } of metadata.tags()) characters += JSON.stringify(text).length;
  return { characters, tags: metadata.tags().length, codes: metadata.warnings.map(({ code }) => code) };
}

/** A TIFF whose entries all have the same value. */
function sharing(entries: number, type: number, count: number, value: Buffer): Uint8Array {
  const head = Buffer.alloc(8 + 2 + entries * 12 + 4);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries, 8);
  for (let i = 0; i < entries; i++) {
    const at = 10 + 12 * i;
    head.writeUInt16LE(0x8000 + i, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(head.length, at + 8);
  }
  return new Uint8Array(Buffer.concat([head, value]));
}

function packet(inner: string): Buffer {
  return Buffer.from(
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      `${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`,
  );
}

function jpeg(...contents: readonly Buffer[]): Uint8Array {
  const segments = contents.map((content) => {
    const head = Buffer.from([0xff, 0xe1, 0, 0]);
    const data = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), content]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  });
  return new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, Buffer.from([0xff, 0xd9])]));
}

describe('a long answer is cut, with a warning', () => {
  test('entries that share one text', () => {
    const { characters, tags, codes } = answer(sharing(4096, 2, 65_536, Buffer.alloc(65_536, 97)));
    expect(characters).toBeLessThan(maxPrinted);
    expect(tags).toBeGreaterThan(20);
    expect(codes).toContain('limit-exceeded');
  });

  test('entries that share numbers', () => {
    const { characters, codes } = answer(sharing(4096, 12, 51_200, Buffer.alloc(409_600, 63)));
    expect(characters).toBeLessThan(maxPrinted);
    expect(codes).toContain('limit-exceeded');
  });

  test('a million IPTC datasets: the first are read', () => {
    const datasets = Buffer.alloc(6_000_000, Buffer.from([0x1c, 2, 25, 0, 1, 97]));
    const bytes = sharing(1, 7, datasets.length, datasets);
    bytes.set([33_723 & 255, 33_723 >> 8], 10);
    const metadata = readSync(bytes);
    expect(metadata.iptc?.['Keywords']).toHaveLength(65_536);
    expect(metadata.warnings.map(({ code }) => code)).toContain('limit-exceeded');
  });

  test('packets of XMP share one limit', () => {
    const items = '<rdf:li>a</rdf:li>'.repeat(3000);
    const bag = packet(`<dc:subject><rdf:Bag>${items}</rdf:Bag></dc:subject>`);
    const { tags, characters, codes } = answer(jpeg(...Array<Buffer>(300).fill(bag)));
    expect(tags).toBeGreaterThan(20);
    expect(tags).toBeLessThan(150);
    expect(characters).toBeLessThan(1_000_000);
    expect(codes).toContain('limit-exceeded');
  });
});
