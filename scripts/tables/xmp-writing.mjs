// Writes the table of XMP that editing goes by: of each property the kind of its list, its type and its structure.
import { readFileSync } from 'node:fs';
import { runOverExifTool } from '../makers/perl.mjs';
import { sameAs, toldProperties } from './xmp.mjs';

const typeLetters = {
  string: '',
  integer: '.i',
  real: '.r',
  rational: '.q',
  date: '.d',
  boolean: '.b',
  'lang-alt': '.l',
};
const knownUris = new URL('../../packages/core/src/structures/xmp/namespace-uris.ts', import.meta.url);

/** The types of outermost properties are those of reading. */
function entryOf([field, { list, type, struct, resource, refused, namespace }], isOutermost) {
  const own = namespace ? `${namespace}:` : '';
  const structure = struct === undefined ? '' : `{${struct}}`;
  const marks = (resource ? '@' : '') + (refused ? '!' : '');
  return (
    own + field + (list ? `*${list[0]}` : '') + (isOutermost ? '' : typeLetters[type]) + structure + marks
  );
}

const rowOf = (prefix, entries) => [prefix ?? '-', ...entries.sort()].join(' ');

const fieldsOf = (properties) => Object.entries(properties).map((property) => entryOf(property, false));

/** What follows from what reading is told is left out; what only that has is told to be none. */
function outermostOf(properties, told) {
  const own = Object.entries(properties).filter(([field, fact]) => !follows(fact, told.get(field)));
  const none = [...told.keys()].filter((field) => properties[field] === undefined);
  return [...own.map((property) => entryOf(property, true)), ...none.map((field) => `-${field}`)];
}

function follows({ list, struct, resource, refused, namespace }, told) {
  if (!told || told.isStructure || struct !== undefined || resource || refused || namespace) return false;
  return told.isList ? list === 'Bag' : !list;
}

/** The groups of prefixes that are not called so themselves. */
function groups() {
  const text = readFileSync(knownUris, 'utf8');
  const named = text.matchAll(/^(\S+) (?:https?|adobe):\S+ ([^`\s]+)/gm);
  const aliases = /groupAliases.*`([^`]*)`/.exec(text)[1].matchAll(/^(\S+) (\S+)/gm);
  return new Map([...named, ...aliases].map(([, prefix, group]) => [prefix, group]));
}

/** Prefixes whose URI reading has no name for. */
function otherUris({ namespaces, structures, uris }) {
  const known = new Set(readFileSync(knownUris, 'utf8').match(/[^ `\n]+ (?:https?|adobe):[^ `\n]+/g));
  const tables = [...Object.values(namespaces), ...structures.map(({ fields }) => fields)];
  const used = new Set([
    ...Object.keys(namespaces),
    ...structures.map(({ prefix }) => prefix),
    ...tables.flatMap((table) => Object.values(table).map(({ namespace }) => namespace)),
  ]);
  return [...used]
    .filter((prefix) => prefix && uris[prefix] && !known.has(`${prefix} ${uris[prefix]}`))
    .map((prefix) => `${prefix} ${uris[prefix]}`)
    .sort();
}

const literal = (lines) => `\`${lines.join('\n')}\``;

export function files(tables) {
  const facts = runOverExifTool('xmp-writing.pl', []);
  const told = toldProperties(tables);
  const byPrefix = groups();
  const namespaces = Object.entries(facts.namespaces).map(([prefix, tags]) =>
    rowOf(prefix, outermostOf(tags, told.get(byPrefix.get(prefix)) ?? told.get(prefix) ?? new Map())),
  );
  return {
    'tags/xmp-writing.generated.ts':
      `\n/** Properties, a line a namespace: \`prefix entry entry ...\`; the form is told in blocks/xmp/writing.ts. */\n` +
      `export const namespaceRows: string = ${literal(sameAs(namespaces.sort()))};\n` +
      `\n/** Fields of structures, a line each, by their number; \`-\` where they have no namespace of their own. */\n` +
      `export const structureRows: string = ${literal(facts.structures.map(({ prefix, fields }) => rowOf(prefix, fieldsOf(fields))))};\n` +
      `\n/** Namespaces that reading has no name for: \`prefix URI\`. */\n` +
      `export const otherUris: string = ${literal(otherUris(facts))};\n`,
  };
}
