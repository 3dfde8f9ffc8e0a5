// What ExifTool reads of a file before and after an edit, compared.

/** What the standards demand of a new directory or record. */
const demanded =
  /^(XResolution|YResolution|ResolutionUnit|YCbCrPositioning|ExifVersion|ComponentsConfiguration|FlashpixVersion|ColorSpace|ExifImage(?:Width|Height)|InteropVersion|GPSVersionID)$/;
/** What tells where things lie and how much they are, and what is computed from others. */
const apart =
  /^(File:System|ExifTool|Composite|System)|(Offset|Start|Offsets|Digest|ExifByteOrder|FileSize|MPImageLength|MetaImageSize|XMPToolkit|HasExtendedXMP|GIFVersion|WebP_Flags)$|:Main:About$|^XMP:XMP-x:|^File:(File:)?(FileType|MIMEType)|MediaData(Size)?$|Unknown_idat|QuickTime:Free$|^RIFF:(RIFF:)?Image(Width|Height)$/;

const nameOf = (key) => key.split(':').at(-1);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Values by what `keyOf` makes of a tag's groups and name. */
function gathered(tags, keyOf) {
  const found = new Map();
  for (const [key, value] of Object.entries(tags)) {
    if (key === 'SourceFile') continue;
    found.set(keyOf(key), [...(found.get(keyOf(key)) ?? []), JSON.stringify(value)].sort());
  }
  return found;
}
const byFamily = (key) => `${key.split(':')[0]}:${nameOf(key)}`;
/** Copies, and records of IPTC, are numbered as they come. */
const byGroup = (key) => key.replace(/:Copy\d+:/, ':').replace(/^IPTC:IPTC\d+:/, 'IPTC:');

/** What is expected and does not read so, as texts. */
export function missing(tags, expect) {
  const now = gathered(tags, byFamily);
  return Object.entries(expect)
    .filter(([key, value]) => !now.get(key)?.includes(JSON.stringify(value)))
    .map(([key]) => `${key} reads ${now.get(key)?.join().slice(0, 100)}`);
}

/** The tags that differ, as texts; those that `may` do so apart. */
export function differing(before, after, may = () => false) {
  const [old, now] = [gathered(before, byGroup), gathered(after, byGroup)];
  const faults = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []];
    if (apart.test(key) || may(nameOf(key), key) || same(was, is)) continue;
    if (was.length === 0 && demanded.test(nameOf(key))) continue;
    faults.push(`${key}: ${was.join().slice(0, 70)} -> ${is.join().slice(0, 70)}`);
  }
  return faults;
}

/** Which tags an edit is about, by name and whole key; `follows` tells of other keys by what was and is said. */
export function touched({ expect, names, also, follows }, before, now) {
  const own = new Set(Object.keys(expect).map(nameOf));
  const told = follows && [before, now].map((tags) => gathered(tags, byGroup));
  return (name, key) =>
    own.has(name) ||
    names?.test(name) === true ||
    also?.test(name) === true ||
    (told !== undefined && follows(key, ...told));
}

/** Whether a thumbnail says of its orientation what its picture does. */
export function isInStep(key, _was, is) {
  return key === 'EXIF:IFD1:Orientation' && same(is.get(key), is.get('EXIF:IFD0:Orientation'));
}

/** Whether a tag stands in the other of the directories that it is looked for in, as ExifTool writes it: once. */
export function isElsewhere(key, was, is) {
  const [, name] = /^EXIF:(?:IFD0|ExifIFD):(.+)$/.exec(key) ?? [];
  const said = (tags) =>
    [...new Set(['IFD0', 'ExifIFD'].flatMap((group) => tags.get(`EXIF:${group}:${name}`) ?? []))].sort();
  return name !== undefined && same(said(was), said(is));
}
