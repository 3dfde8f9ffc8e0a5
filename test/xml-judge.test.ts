// The walk over XML beside fast-xml-parser, which shares no code with it: the same elements, attributes and text, in
// every XMP packet of the fixtures and of the conformance corpus, where that is at hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSync } from 'exifkit/sync';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { packetText } from '../packages/core/src/blocks/xmp/text.js';
import { XmlWalk } from '../packages/core/src/structures/xmp/xml-walk.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/files');
const corpus = resolve(import.meta.dirname, '../../shared/conformance/corpus');

/** Lines of what is in the text: elements with their attributes, and the text of those that hold no others. */
function byWalk(text: string): string[] | undefined {
  let isBroken = false;
  const walk = new XmlWalk(text, { maxDepth: 1000, maxParts: 1_000_000 }, () => {
    isBroken = true;
  });
  const lines: string[] = [];
  for (let step = walk.next(); step !== 'end' && !isBroken; step = walk.next()) {
    if (step === 'open') {
      lines.push(`<${walk.name}`);
      for (let i = 0; i < walk.attributes; i++) {
        const { valueStart, valueEnd } = walk.attributeSpans[i]!;
        lines.push(`${walk.attributeName(i)}=${text.slice(valueStart, valueEnd)}`);
      }
    } else {
      if (!walk.hasElements) lines.push(text.slice(walk.contentStart, walk.contentEnd));
      lines.push(`>${walk.name}`);
    }
  }
  return isBroken ? undefined : lines;
}

type Node = { readonly [name: string]: readonly Node[] | { readonly [attribute: string]: string } | string };

function byParser(text: string): string[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: 1000,
  });
  const lines: string[] = [];
  const add = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      const name = Object.keys(node).find((key) => key !== ':@');
      if (name === undefined || name === '#text') continue;
      const children = node[name] as readonly Node[];
      lines.push(`<${name}`);
      for (const [attribute, value] of Object.entries(node[':@'] ?? {})) lines.push(`${attribute}=${value}`);
      const texts = children.map((child) => child['#text']);
      if (texts.every((part) => part !== undefined)) lines.push(texts.join(''));
      add(children);
      lines.push(`>${name}`);
    }
  };
  add(parser.parse(text) as readonly Node[]);
  return lines;
}

function packets(bytes: Uint8Array): string[] {
  const { blocks } = readSync(bytes);
  return blocks
    .filter(({ kind }) => kind === 'xmp')
    .map(({ bytes: own, ranges }) =>
      packetText(own ?? Uint8Array.from(ranges.flatMap(({ start, end }) => [...bytes.subarray(start, end)]))),
    );
}

function compared(folder: string): number {
  let count = 0;
  for (const file of readdirSync(folder).sort()) {
    let texts: string[] = [];
    try {
      texts = packets(new Uint8Array(readFileSync(join(folder, file))));
    } catch {
      continue;
    }
    for (const text of texts) {
      // The parser takes CR for LF, cuts CDATA and comments out of text, and keeps white space of its own mind.
      if (/[\r]|<!--|<!\[|<!DOCTYPE/.test(text)) continue;
      const walked = byWalk(text);
      if (!walked) continue;
      expect(walked, file).toEqual(byParser(text));
      count++;
    }
  }
  return count;
}

test('packets of the fixtures', () => {
  expect(compared(fixtures)).toBeGreaterThan(10);
});

test.skipIf(!existsSync(corpus))('packets of the conformance corpus, where it is at hand', () => {
  expect(compared(corpus)).toBeGreaterThan(200);
});
