// Writes the XMP tables: property names, types and structures per namespace, and their value labels.
// What follows from the default rule (the name is the property's, capitalised) is not written out; in
// large namespaces seldom seen, neither is a plain text property that needs nothing said.
import { labelEntries } from '../makers/label-line.mjs';

const typeLetters = {
  string: '',
  integer: 'i',
  real: 'r',
  rational: 'q',
  date: 'd',
  boolean: 'b',
  'lang-alt': 'l',
};
/** Namespaces of which plain text properties are not told: blocks/xmp/tag.ts takes all others there for text. */
const lean = new Set('DICOM acdsee creatorAtom dwc extensis getty plus pmi prism prm xmpDM'.split(' '));
/** Label lists of their own: two thousand codes of PLUS licences, which few files have. */
const withoutLabels = new Set(['plus:MediaSummaryCode']);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const ownList = (tag) => ['Bag', 'Seq', 'Alt'].some((kind) => tag.flags.has(kind));

/** Tables of XMP namespaces by ExifTool's family 1 prefix. */
function namespaceTables(tables) {
  const found = new Map();
  for (const table of tables.values()) {
    if (table.g0 === 'XMP' && table.g1.startsWith('XMP-')) found.set(table.g1.slice(4), table);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A table's tags as a tree: each structure with its fields, under the field's own name. */
function tree(table) {
  const nodes = new Map();
  for (const tag of table.tags) {
    if (!nodes.has(tag.id)) nodes.set(tag.id, { tag, field: tag.id, fields: [] });
  }
  const roots = [];
  for (const node of nodes.values()) {
    const parent = node.tag.flags.has('Flattened') ? nodes.get(node.tag.struct) : undefined;
    if (!parent) {
      roots.push(node);
      continue;
    }
    node.field = node.tag.id.slice(parent.tag.id.length);
    node.parent = parent;
    parent.fields.push(node);
  }
  return roots;
}

/** What the names of a structure's fields begin with: most often the structure's name. */
function flatPrefix(node) {
  const votes = new Map();
  for (const { tag, field } of node.fields) {
    if (!tag.name.endsWith(capital(field))) continue;
    const prefix = tag.name.slice(0, tag.name.length - field.length);
    votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
  }
  const best = [...votes].sort((a, b) => b[1] - a[1])[0];
  return best ? best[0] : node.tag.name;
}

/** `Name` where it differs from what is expected: relative to the prefix, or in full after `!`. */
function nameMark(mark, name, prefix, expected) {
  if (name === prefix + expected) return '';
  return name.startsWith(prefix) ? `${mark}${name.slice(prefix.length)}` : `${mark}!${name}`;
}

/** Whether the fields of a list of structures are told to be no lists themselves (most are). */
const barren = (node) =>
  node.fields.filter(({ tag }) => !tag.flags.has('List')).length * 2 > node.fields.length;

function encode(node, prefix, inherits, bodies, lean) {
  const { tag, field } = node;
  let text = field + nameMark('=', tag.name, prefix, capital(field));
  const listed = tag.flags.has('List');
  if (inherits && !listed) text += '^';
  else if (listed && (ownList(tag) || !inherits)) text += '*';
  const letter = typeLetters[tag.type];
  if (letter) text += `.${letter}`;
  if (!node.fields.length) {
    const plain = text === field && /[a-z]/.test(text) && !inherits && !tag.values[0];
    return lean && plain ? '' : text;
  }
  const flat = flatPrefix(node);
  if (flat !== tag.name) text += flat.startsWith(prefix) ? `~${flat.slice(prefix.length)}` : `~!${flat}`;
  const passOn = listed && !barren(node);
  if (listed && !passOn) text += '-';
  const fields = node.fields.map((child) => encode(child, flat, passOn, bodies, lean));
  const body = fields.filter(Boolean).sort().join(' ');
  const shared = bodies.get(body) ?? { uses: 0, key: bodies.size };
  shared.uses++;
  bodies.set(body, shared);
  return `${text}{@${shared.key}}`;
}

/** The outermost properties that reading is told of, by group and field: whether each is a list, and a structure. */
export function toldProperties(tables) {
  const told = new Map();
  for (const [prefix, table] of namespaceTables(tables)) {
    const nodes = tree(table).filter((node) => encode(node, '', false, new Map(), lean.has(prefix)) !== '');
    const fact = ({ tag, field, fields }) => [
      field,
      { isList: tag.flags.has('List'), isStructure: fields.length > 0 },
    ];
    told.set(prefix, new Map(nodes.map(fact)));
  }
  return told;
}

/** Puts bodies used once in their place and numbers the rest. */
function resolve(text, byKey, numbers) {
  return text.replace(/\{@(\d+)\}/g, (_, key) => {
    const { body, uses } = byKey[Number(key)];
    if (uses === 1 || body.length < 12) return `{${resolve(body, byKey, numbers)}}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return `{${numbers.get(key)}}`;
  });
}

function namespaceText(tables) {
  const bodies = new Map();
  const lines = new Map();
  for (const [prefix, table] of namespaceTables(tables)) {
    const entries = tree(table).map((node) => encode(node, '', false, bodies, lean.has(prefix)));
    lines.set(prefix, entries.filter(Boolean).sort().join(' '));
  }
  const byKey = [];
  for (const [body, { uses, key }] of bodies) byKey[key] = { body, uses };
  const numbers = new Map();
  const text = [...lines].map(([prefix, line]) => `${prefix} ${resolve(line, byKey, numbers)}`);
  const shared = [];
  for (const key of numbers.keys())
    shared[numbers.get(key)] = resolve(byKey[Number(key)].body, byKey, numbers);
  return { namespaces: sameAs(text), shared };
}

/** A namespace with the very table of an earlier one points to it. */
export function sameAs(lines) {
  const seen = new Map();
  return lines.map((line) => {
    const [prefix] = line.split(' ', 1);
    const rest = line.slice(prefix.length + 1);
    if (rest !== '' && seen.has(rest)) return `${prefix} >${seen.get(rest)}`;
    seen.set(rest, prefix);
    return line;
  });
}

function labelText(tables) {
  const lines = new Map();
  for (const [prefix, table] of namespaceTables(tables)) {
    for (const tag of table.tags) {
      const values = tag.values[0];
      if (!values || withoutLabels.has(`${prefix}:${tag.name}`)) continue;
      const text = labelEntries([...values]).join('\t');
      lines.set(text, [...(lines.get(text) ?? []), `${prefix}:${tag.name}`]);
    }
  }
  return [...lines].map(([text, names]) => `${names.join(' ')}\t${text}`).sort();
}

const literal = (lines) => `\`${lines.join('\n').replace(/[\\`$]/g, '\\$&')}\``;

export function files(tables) {
  const { namespaces, shared } = namespaceText(tables);
  return {
    'tags/xmp.generated.ts':
      `\n/** Known properties, a line a namespace: \`prefix entry entry ...\`; the form is told in blocks/xmp/schema.ts. */\n` +
      `export const namespaceRows: string = ${literal(namespaces)};\n` +
      `\n/** Fields of structures used more than once, a line each, named by their number. */\n` +
      `export const structureRows: string = ${literal(shared)};\n`,
    'labels/xmp.generated.ts':
      `\n/** Value labels: \`prefix:Name prefix:Name ...<TAB>label<TAB>label...\`. */\n` +
      `export const labelRows: string = ${literal(labelText(tables))};\n`,
  };
}
