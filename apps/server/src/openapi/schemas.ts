// The schemas of the API's bodies. All are closed: a field more, a field less or another type does not fit.

/** A part of an OpenAPI document. */
export type Part = { readonly [name: string]: unknown };

/** A reference to one of the {@link schemas}. */
export const schema = (name: string): Part => ({ $ref: `#/components/schemas/${name}` });

/** An object with just these fields; those that end with `?` may be missing. */
export function closed(fields: Part, more: Part = {}): Part {
  const names = Object.keys(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), fields[name]])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
    ...more,
  };
}

const text: Part = { type: 'string' };
const count: Part = { type: 'integer', minimum: 0 };
const success: Part = { const: true };
const uuid: Part = {
  type: 'string',
  format: 'uuid',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
};

const texts: Part = { type: 'array', items: text };

/** Groups of tags, of values as `value` has them. */
function metadata(value: Part, group: Part): Part {
  const groups = [
    'exif',
    'thumbnail',
    'gps',
    'iptc',
    'icc',
    'photoshop',
    'jfif',
    'png',
    'quickTime',
    'composite',
  ];
  const nested = { type: 'object', additionalProperties: group };
  return {
    type: 'object',
    description:
      'Tags by group and ExifTool’s name. A group without tags is left out; formats may bring others.',
    properties: {
      ...Object.fromEntries(groups.map((name) => [name, group])),
      xmp: { ...nested, description: 'By namespace prefix.' },
      makerNotes: { ...nested, description: 'By group of the maker.' },
      File: {
        type: 'object',
        properties: { Name: text, Size: count, Type: text },
        additionalProperties: value,
      },
      location: schema('Location'),
      common: schema('Common'),
    },
    additionalProperties: group,
  };
}

const extraction: Part = {
  success,
  status: { const: 'completed' },
  fileName: text,
  uuid,
  metadata: { type: 'object' },
  'warnings?': { type: 'array', items: schema('Warning'), minItems: 1 },
  'format?': {
    const: 'numeric',
    description: 'There where it was asked for: values are as they are stored.',
  },
  'fields?': {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    minItems: 1,
    description: 'There where they were asked for: no other groups and tags are in `metadata`.',
  },
  'report?': { ...schema('PrivacyReport'), description: 'There where it was asked for.' },
};

/** What the values are by `format`, and what is there by `fields`. */
const extractionRules: Part = {
  allOf: [
    { if: { required: ['format'] }, else: { properties: { metadata: schema('Metadata') } } },
    {
      if: { not: { required: ['format'] } },
      else: { properties: { metadata: schema('NumericMetadata') } },
    },
    {
      if: { required: ['fields'] },
      else: {
        properties: {
          metadata: {
            required: ['File'],
            properties: {
              File: { required: ['Name', 'Size', 'Type'] },
              location: { required: ['latitude', 'longitude'] },
            },
          },
        },
      },
    },
  ],
};

export const schemas: Part = {
  Error: closed({ success: { const: false }, error: { type: 'string', minLength: 1 } }),
  Extraction: closed(extraction, extractionRules),
  StoredExtraction: closed(
    { ...extraction, filename: { ...text, description: 'As `fileName`.' } },
    extractionRules,
  ),
  BatchLine: {
    description:
      'One line of a batch: an extraction or an error, with the place of its file among those sent.',
    oneOf: [
      closed({ index: count, ...extraction }, extractionRules),
      closed({ index: count, fileName: text, success: { const: false }, error: text, code: text }),
    ],
  },
  Metadata: metadata(schema('Text'), schema('Group')),
  NumericMetadata: metadata(schema('Plain'), schema('NumericGroup')),
  Group: { type: 'object', additionalProperties: schema('Text') },
  NumericGroup: { type: 'object', additionalProperties: schema('Plain') },
  Text: {
    description: 'A value as ExifTool prints it: text, a list, or a structure.',
    type: ['string', 'array', 'object'],
    items: schema('Text'),
    additionalProperties: schema('Text'),
  },
  Plain: {
    description: 'A value as it is stored.',
    type: ['string', 'number', 'boolean', 'array', 'object'],
    items: schema('Plain'),
    additionalProperties: schema('Plain'),
  },
  Location: {
    type: 'object',
    properties: {
      latitude: { type: 'number', minimum: -90, maximum: 90, description: 'Degrees, south negative.' },
      longitude: { type: 'number', minimum: -180, maximum: 180, description: 'Degrees, west negative.' },
      altitude: { type: 'number', description: 'Metres above the sea.' },
    },
    additionalProperties: false,
  },
  Common: {
    description: 'There where `fields` names it: what EXIF, IPTC and XMP say, in one view.',
    ...closed({
      ...{ 'title?': text, 'description?': text, 'keywords?': texts, 'creator?': texts, 'copyright?': text },
      'taken?': { ...text, description: 'ISO 8601, with an offset where the file has one.' },
      'camera?': closed({ 'make?': text, 'model?': text }),
      'lens?': text,
      'place?': closed({
        ...{
          'latitude?': { type: 'number' },
          'longitude?': { type: 'number' },
          'altitude?': { type: 'number' },
        },
        ...{ 'sublocation?': text, 'city?': text, 'state?': text, 'country?': text, 'countryCode?': text },
      }),
      'dimensions?': closed({ width: count, height: count }),
      'rating?': { type: 'number' },
    }),
  },
  Warning: closed({
    code: { enum: ['truncated', 'malformed', 'limit-exceeded', 'unknown'] },
    message: text,
    offset: { ...count, description: 'In the file, in bytes.' },
    path: { ...text, description: 'In the file’s structure, outermost first.' },
  }),
  PrivacyReport: closed({
    findings: {
      type: 'array',
      items: closed({
        code: {
          ...text,
          description: 'Stable: `location`, `time`, `people`, `serial-number`, `ai-generated` ...',
        },
        tags: {
          type: 'array',
          minItems: 1,
          items: closed({ family: text, group: text, name: text }),
        },
      }),
    },
    isAiGenerated: { type: 'boolean' },
    isPanorama: { type: 'boolean' },
    isMotionPhoto: { type: 'boolean' },
  }),
  Removal: closed({
    success,
    status: { const: 'completed' },
    uuid,
    downloadUrl: { type: 'string', format: 'uri', pattern: '^https?://.+/download-cleaned/[0-9a-f-]{36}$' },
    'report?': schema('Report'),
  }),
  Edit: closed({
    success,
    status: { const: 'completed' },
    uuid,
    downloadUrl: { type: 'string', format: 'uri', pattern: '^https?://.+/download-cleaned/[0-9a-f-]{36}$' },
    'report?': schema('EditReport'),
  }),
  EditReport: closed({
    format: { enum: ['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'] },
    mimeType: text,
    bytesBefore: count,
    bytesAfter: count,
    changed: schema('ReportEntries'),
    tags: {
      type: 'array',
      items: closed({ family: text, group: text, name: text, 'before?': {}, 'after?': {} }),
    },
    c2pa: { type: 'boolean', description: 'Whether the file carried a C2PA manifest.' },
    warnings: { type: 'array', items: schema('Warning') },
  }),
  Report: closed({
    format: { enum: ['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'] },
    mimeType: text,
    bytesBefore: count,
    bytesAfter: count,
    removed: schema('ReportEntries'),
    kept: schema('ReportEntries'),
    changed: schema('ReportEntries'),
    c2pa: { type: 'boolean', description: 'Whether the file carried a C2PA manifest.' },
    warnings: { type: 'array', items: schema('Warning') },
  }),
  ReportEntries: {
    type: 'array',
    items: closed({
      kind: text,
      path: text,
      ranges: { type: 'array', items: closed({ start: count, end: count }) },
      'why?': text,
    }),
  },
  Health: closed({ success, status: { const: 'ok' } }),
  Readiness: closed({ success, status: { const: 'ready' } }),
};
