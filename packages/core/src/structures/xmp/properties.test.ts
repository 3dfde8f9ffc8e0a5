import { expect, test } from 'vitest';
import { sampleXmp, utf8, xmp } from '../../../../../fixtures/build/index.js';
import { rdfProperties } from './properties.js';

const dc = 'http://purl.org/dc/elements/1.1/';
const of = (bytes: Uint8Array) => rdfProperties(new TextDecoder().decode(bytes));

test('values and lists of every form, the default language first', () => {
  const found = of(xmp(sampleXmp))!;
  expect(found.get(`${dc}title`)).toEqual(['Sunrise & sea', 'Matahari terbit – laut ☀', '日の出']);
  expect(found.get(`${dc}creator`)).toEqual(['Ayu Lestari', 'Budi Santoso']);
  expect(found.get(`${dc}subject`)).toEqual(['laut', 'pantai', 'Ω≈ç√', '😀']);
  expect(found.get(`${dc}description`)).toEqual(['A "quoted" <description>']);
  expect(found.get('http://ns.adobe.com/xap/1.0/Rating')).toEqual(['4']);
  expect(found.has('http://ns.adobe.com/xap/1.0/mm/History')).toBe(false);
});

test('prefixes are those of the place, whatever they are', () => {
  const text = `<a:RDF xmlns:a="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="urn:one:">
    <!-- <a:Description b:no="1"/> --><a:Description b:x='1 &#x26; 2' xmlns:b="${dc}"><b:format><![CDATA[<text>]]></b:format></a:Description>
    <a:Description b:x="later" b:x2="3"/></a:RDF>`;
  expect([...rdfProperties(text)!]).toEqual([
    [`${dc}x`, ['1 & 2']],
    [`${dc}format`, ['<text>']],
    ['urn:one:x', ['later']],
    ['urn:one:x2', ['3']],
  ]);
});

test.each([
  '',
  'text',
  '<a',
  '<a>',
  '<a></b>',
  '<a b=c/>',
  '<!-- <a/>',
  '<a>'.repeat(200) + '</a>'.repeat(200),
])('no XML: %.20s', (text) => {
  expect(rdfProperties(text)).toBeUndefined();
});

test('hostile text takes no longer than it is long', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => ` xmlns:n${i}="u${i}"`).join('');
  const inner = Array.from({ length: 20_000 }, (_, i) => `<n${i}:x xmlns:q="v"/>`).join('');
  const texts = [
    `<a${names}>${inner}</a>`,
    `<a ${' '.repeat(200_000)}`,
    `<a${' b="1"'.repeat(50_000)}`,
    '<!--'.repeat(50_000),
    '&'.repeat(200_000),
    '<a>'.repeat(100_000),
  ];
  const start = performance.now();
  for (const text of texts) rdfProperties(text);
  expect(performance.now() - start).toBeLessThan(2000);
  expect(of(utf8('<a>&#99999999;&#xD800;&amp;&nope;</a>'))?.size).toBe(0);
});
