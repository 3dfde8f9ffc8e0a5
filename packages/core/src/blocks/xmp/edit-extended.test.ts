import { expect, test } from 'vitest';
import { sampleXmp, utf8, xmp as xmpFixture } from '../../../../../fixtures/build/index.js';
import { testContext } from '../../../test/blocks.js';
import { md5 } from '../../bytes/md5.js';
import { editXmp } from './edit.js';
import { type EditedXmpParts, editXmpParts } from './edit-extended.js';
import { parseXmp } from './index.js';

const read = (bytes: Uint8Array | undefined) => {
  const { context, warnings } = testContext();
  const tags = bytes ? parseXmp(bytes, context, 'test').tags() : [];
  expect(warnings).toEqual([]);
  return tags.map(({ group, name, text }) => `${group}:${name}=${String(text)}`);
};
const both = ({ main, extended }: EditedXmpParts) =>
  new Set([...read(main), ...read(extended)].filter((tag) => !tag.includes('HasExtendedXMP')));
const caption = 'Ω "long" & <odd> '.repeat(5000);

test('a caption of over 64 KB goes into an extended packet that its digest names, and nothing is lost', () => {
  const packet = xmpFixture(sampleXmp);
  const parts = editXmpParts({ main: packet }, { dc: { description: caption }, xmp: { Label: 'x' } });
  const { main, extended, guid } = parts;
  expect(main!.length).toBeLessThanOrEqual(65_502);
  expect(guid).toBe(md5(extended!).toUpperCase());
  expect(read(main)).toContain(`XMP-xmpNote:HasExtendedXMP=${guid}`);
  expect(both(parts)).toEqual(
    new Set(read(editXmp(packet, { dc: { description: caption }, xmp: { Label: 'x' } }))),
  );
});

test('a property in the extended packet is edited there, others in the main one', () => {
  const { main, extended, guid } = editXmpParts(
    { main: undefined },
    { dc: { description: caption, format: 'a' } },
  );
  const shorter = editXmpParts({ main, extended }, { dc: { description: 'short' }, xmp: { Rating: 3 } });
  expect(read(shorter.extended)).toContain('XMP-dc:Description=short');
  expect(shorter.guid).not.toBe(guid);
  expect(read(shorter.main)).toEqual(
    expect.arrayContaining(['XMP-xmp:Rating=3', `XMP-xmpNote:HasExtendedXMP=${shorter.guid}`]),
  );
  const same = editXmpParts({ main, extended }, { xmp: { Rating: 3 } });
  expect([same.extended, same.guid]).toEqual([extended, guid]);
});

test('the extended packet goes with its last property, and its note, too', () => {
  const { main, extended } = editXmpParts({ main: undefined }, { dc: { description: caption, format: 'a' } });
  const left = editXmpParts({ main, extended }, { dc: { description: null } });
  expect(left.extended).toBeUndefined();
  expect(read(left.main)).toEqual(['XMP-dc:Format=a']);
  expect(editXmpParts({ main, extended }, { dc: null })).toEqual({ main: undefined });
  expect(editXmpParts({ main, extended }, null)).toEqual({ main: undefined });
});

test('a property that both packets have stays in the main one', () => {
  const of = (text: string) => editXmp(undefined, { dc: { format: text, source: text } });
  const edited = editXmpParts({ main: of('1'), extended: of('2') }, { dc: { format: '3' } });
  expect(read(edited.extended)).toEqual(['XMP-dc:Source=2']);
  expect(read(edited.main)).toEqual(expect.arrayContaining(['XMP-dc:Format=3', 'XMP-dc:Source=1']));
});

test('an attribute moves with the namespaces of its place; padding goes first', () => {
  const packet = utf8(
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="uuid:1" xmlns:q="urn:q&amp;a"' +
      ` q:A="${'a'.repeat(600)}" q:B="1"><q:C>2</q:C></r:Description></r:RDF>`,
  );
  const parts = editXmpParts({ main: packet }, { xmp: { Rating: 1 } }, 700);
  expect(both(parts)).toEqual(new Set(read(editXmp(packet, { xmp: { Rating: 1 } }))));
  expect(parts.main!.length).toBeLessThanOrEqual(700);
  const padded = utf8(`${new TextDecoder().decode(packet)}${' '.repeat(900)}<?xpacket end="w"?>`);
  expect(editXmpParts({ main: padded }, { xmp: { Rating: 1 } }, 1000).extended).toBeUndefined();
});

test('a new packet has the wrapper by which it is found, an extended one has none', () => {
  const { main, extended } = editXmpParts({ main: undefined }, { dc: { description: caption, format: 'a' } });
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
  expect(text(main)).toMatch(/^<\?xpacket begin=.*<\?xpacket end="w"\?>$/);
  expect(text(extended)).not.toContain('xpacket');
});
