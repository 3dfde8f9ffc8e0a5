import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeXml, unescapeXml } from './entities.js';
import { XmlWalk } from './xml-walk.js';

interface Tree {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly Tree[];
  readonly text: string;
}

const limits = { maxDepth: 50, maxParts: 10_000 };

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The elements of the text, and what was wrong. */
function walked(text: string, limit = limits): { trees: Tree[]; places: Place[]; faults: string[] } {
  const faults: string[] = [];
  const walk = new XmlWalk(text, limit, (code) => faults.push(code));
  const root: Tree[] = [];
  const open: { attributes: [string, string][]; children: Tree[] }[] = [{ attributes: [], children: root }];
  const places: Place[] = [];
  for (let step = walk.next(); step !== 'end'; step = walk.next()) {
    if (step === 'open') {
      const attributes = Array.from({ length: walk.attributes }, (_, i): [string, string] => [
        walk.attributeName(i),
        walk.value(i),
      ]);
      open.push({ attributes, children: [] });
      continue;
    }
    const { attributes, children } = open.pop()!;
    const tree = { name: walk.name, attributes, children, text: walk.hasElements ? '' : walk.content() };
    open.at(-1)!.children.push(tree);
    places.push({ start: walk.start, end: walk.end });
  }
  return { trees: root, places, faults };
}

const name = fc.stringMatching(/^[A-Za-z_\u00c0-\u00ff][-A-Za-z0-9_.:\u00c0-\u00ff]{0,8}$/);
const value = fc.string({ unit: 'grapheme', maxLength: 12 });
const { tree: anyTree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.array(fc.tuple(name, value), { maxLength: 3 }),
    children: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
    text: value,
  }),
}));

/** Text without elements beside it, as the walk gives it. */
const plain = (tree: Tree): Tree => ({
  ...tree,
  children: tree.children.map(plain),
  text: tree.children.length > 0 ? '' : tree.text,
});

/** XML text of a tree; `odd` says which of the many forms of the same is taken. */
function written({ name, attributes, children, text }: Tree, odd: () => number): string {
  const blank = (): string => [' ', '\n', '\t ', ' \r\n'][odd() % 4]!;
  const listed = attributes.map(([name, value]) =>
    odd() % 2 === 0
      ? `${blank()}${name}="${escapeXml(value)}"`
      : `${blank()}${name} = '${escapeXml(value).replaceAll("'", '&#39;')}'`,
  );
  const start = `<${name}${listed.join('')}`;
  if (children.length === 0 && text === '' && odd() % 2 === 0) return `${start}/>`;
  const inside =
    children.length > 0
      ? children.map((child) => `${blank()}${written(child, odd)}`).join('<!-- <a> -->')
      : odd() % 3 === 0 && !text.includes(']]>')
        ? `<![CDATA[${text}]]>`
        : odd() % 3 === 0
          ? `<?target <a?>${escapeXml(text)}`
          : escapeXml(text);
  return `${start}>${inside}</${name}${odd() % 2 ? ' ' : ''}>`;
}

test('what is written is walked, in every form of it, and each place cuts out its element', () => {
  fc.assert(
    fc.property(anyTree, fc.infiniteStream(fc.nat(11)), (tree, numbers) => {
      const text = `<?xml version="1.0"?><!-- > -->${written(tree, () => numbers.next().value!)}\n`;
      const { trees, places, faults } = walked(text);
      expect(faults).toEqual([]);
      expect(trees).toEqual([plain(tree)]);
      const { start, end } = places[places.length >> 1]!;
      const cut = walked(text.slice(start, end));
      expect(cut.faults).toEqual([]);
      expect(cut.trees).toHaveLength(1);
    }),
  );
});

test('text of any kind is walked to its end, with places within it', () => {
  const sign = fc.constantFrom(
    '<',
    '>',
    '/',
    '!',
    '?',
    '-',
    '[',
    ']',
    '"',
    "'",
    '=',
    '&',
    ' ',
    'a',
    'b:c',
    'CDATA',
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
      const text = signs.join('');
      const { places } = walked(text);
      for (const { start, end } of places) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test('end tags that do not fit close what they name, or nothing', () => {
  const { trees, faults } = walked('<a><b>1<c>2</b></x><d>3</d></a>');
  expect(faults).toEqual(['malformed', 'malformed']);
  expect(trees[0]!.children.map(({ name }) => name)).toEqual(['b', 'd']);
  expect(trees[0]!.children[0]!.children).toMatchObject([{ name: 'c', text: '2' }]);
});

test('a name with signs that no name has is told up to them, and closed by its whole', () => {
  const { trees, faults } = walked('<a><b/c>1</b/c><d>2</d></a>');
  expect(faults).toEqual(['malformed']);
  expect(trees[0]!.children).toMatchObject([
    { name: 'b', text: '1' },
    { name: 'd', text: '2' },
  ]);
});

test('a DOCTYPE is passed over whole, and none of its entities is resolved', () => {
  const { trees, faults } = walked(
    `<!DOCTYPE a [<!ENTITY e "]><x>"><!-- ' --><!ELEMENT a (b)>]><a b="&e;">&e;&amp;</a>`,
  );
  expect(faults).toEqual([]);
  expect(trees).toEqual([{ name: 'a', attributes: [['b', '&e;']], children: [], text: '&e;&' }]);
});

test('limits give what was walked before them', () => {
  const deep = walked('<a><b><c><d/></c></b></a>', { maxDepth: 3, maxParts: 100 });
  expect(deep).toMatchObject({ trees: [], faults: ['limit-exceeded'] });
  const many = walked('<a x="1"/><b/><c/><d/>', { maxDepth: 3, maxParts: 4 });
  expect(many.faults).toEqual(['limit-exceeded']);
  expect(many.trees.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test.each(['<a', '<a b', '<a b=', '<a b="', '<a>', '<a></a', '<!--', '<![CDATA[', '<?', '<!DOCTYPE a ['])(
  'text that breaks off is told: %s',
  (text) => {
    const { trees, faults } = walked(text);
    expect(trees).toEqual([]);
    expect(faults).toContain('truncated');
  },
);

test('a text with very many references is cut, and that is told', () => {
  let cuts = 0;
  expect(unescapeXml('&amp;'.repeat(100_000), () => cuts++)).toBe('&'.repeat(65_536));
  expect(unescapeXml('&amp;'.repeat(60_000), () => cuts++)).toHaveLength(60_000);
  expect(cuts).toBe(1);
});

test('a walk keeps its attributes while others are begun and ended', () => {
  const ended = new XmlWalk('<a x="1" y="2"/>', limits, () => {});
  while (ended.next() !== 'end');
  expect(ended.next()).toBe('end');
  const outer = new XmlWalk('<b p="3" q="4"/>', limits, () => {});
  outer.next();
  const inner = new XmlWalk('<c r="5" s="6" t="7"/>', limits, () => {});
  while (inner.next() !== 'end');
  expect(ended.attributes).toBe(0);
  expect([outer.attributeName(0), outer.value(0), outer.attributeName(1), outer.value(1)]).toEqual([
    'p',
    '3',
    'q',
    '4',
  ]);
});
