// Types of the blocks whose values are given by name, for their comments: which tags there are, and what they say.
import { iptcDocs } from '../comments/by-hand.mjs';
import { commentOf } from '../comments/comment.mjs';

/** By interface: its block, the tables that it is read by, and where these are told. */
const blocks = [
  ['IptcTags', 'IPTC', /^IPTC::/, 'IIM 4.2', iptcDocs],
  ['IccTags', 'The ICC profile', /^ICC_Profile::/, 'ICC.1:2022'],
  ['PhotoshopTags', 'Image resources of Photoshop', /^Photoshop::/, 'Photoshop File Formats'],
  ['JfifTags', 'JFIF', /^JFIF::/, 'JFIF 1.02'],
  ['MpfTags', 'The Multi-Picture Format', /^MPF::/, 'CIPA DC-007'],
  ['GifTags', 'GIF', /^GIF::/, 'GIF89a'],
  ['PngTags', 'PNG', /^PNG::/, 'PNG, third edition'],
  ['RiffTags', 'Chunks of WebP', /^RIFF::(ANIM|VP8|VP8L|VP8X|ALPH|Info|Exif)$/, 'WebP and RIFF'],
  ['GeoTiffTags', 'GeoTIFF', /^GeoTiff::/, 'OGC GeoTIFF 1.1'],
];

/** Namespaces of XMP that most packets have. */
const namespaces =
  'dc xmp xmpRights xmpMM photoshop tiff exif exifEX aux crs iptcCore iptcExt lr plus GPano'.split(' ');

/** The types of IPTC's values: datasets are texts but for numbers, and lists where they may come again. */
function iptcType({ type, flags }) {
  const one = /^int/.test(type) ? 'number' : type === '?' ? undefined : 'string';
  if (!one) return 'TagValue';
  return flags.has('List') ? `readonly ${one}[]` : one;
}

function propertiesOf(tags, typeOf, whereOf, docs = {}) {
  const lines = [];
  const seen = new Set();
  for (const tag of tags) {
    if (tag.flags.has('Unknown') || tag.flags.has('Flattened') || seen.has(tag.name)) continue;
    seen.add(tag.name);
    const property = /^[A-Za-z_]\w*$/.test(tag.name) ? tag.name : `'${tag.name}'`;
    lines.push(...commentOf(docs[tag.name], '', tag.values[0] ?? [], whereOf(tag)));
    lines.push(`  readonly ${property}?: ${typeOf(tag)};`);
  }
  const unknown = Object.keys(docs).filter((name) => !seen.has(name));
  if (unknown.length > 0) throw new Error(`comments for tags that no table has: ${unknown.join(', ')}`);
  return lines;
}

function interfaceOf(name, comment, lines) {
  return `\n/** ${comment} */\nexport interface ${name} {\n${lines.join('\n')}\n}\n`;
}

function typeOfBlock(tables, [name, title, wanted, standard, docs]) {
  const tags = [...tables].flatMap(([table, { tags: own }]) =>
    wanted.test(table) ? own.map((tag) => ({ ...tag, table })) : [],
  );
  const whereOf = ({ id, table }) => `${table.replace('::', ' ')} ${id} (${standard}).`;
  const typeOf = name === 'IptcTags' ? iptcType : () => 'TagValue';
  return interfaceOf(name, `${title}, by ExifTool's names.`, propertiesOf(tags, typeOf, whereOf, docs));
}

/** What a property of XMP is by its schema. */
function kindOf({ type, flags }) {
  const one = type === 'lang-alt' ? 'text in several languages' : type === 'struct' ? 'structure' : type;
  return flags.has('List') ? `list of ${one}` : one;
}

function typesOfXmp(tables) {
  const own = namespaces.filter((prefix) => tables.has(`XMP::${prefix}`));
  const nameOf = (prefix) => `Xmp${prefix[0].toUpperCase()}${prefix.slice(1)}Tags`;
  const all = own.map((prefix) =>
    interfaceOf(
      nameOf(prefix),
      `XMP's namespace \`${prefix}\`, by ExifTool's names.`,
      propertiesOf(
        tables.get(`XMP::${prefix}`).tags,
        () => 'TagValue',
        (tag) => `XMP-${prefix} ${tag.id}: ${kindOf(tag)}.`,
      ),
    ),
  );
  const lines = own.flatMap((prefix) => [
    `  /** Properties of the namespace \`${prefix}\`. */`,
    `  readonly ${prefix}?: NamedValues & ${nameOf(prefix)};`,
  ]);
  return [...all, interfaceOf('XmpTags', 'XMP by namespace, the commonest of them.', lines)].join('');
}

export const files = (tables) => ({
  'tags/block-types.generated.ts': `import type { NamedValues, TagValue } from '../types.js';
${blocks.map((block) => typeOfBlock(tables, block)).join('')}${typesOfXmp(tables)}`,
});
