// Copies of what all standards say, kept in step where a file has them: Windows reads its texts in EXIF before, or with,
// those of XMP (Microsoft, Photo Metadata Policies), and XMP may repeat EXIF's.
import type { Changes, ExifChanges } from '../changes.js';
import type { Tag } from '../types.js';

type Layer = Pick<Changes, 'exif' | 'xmp'>;

/** What is asked for, as the change of a standard that is copied, and what a copy says now. */
type Copy = (asked: unknown, now: string) => string | number | null;

const same: Copy = (asked) => (asked === null ? null : String(asked));

/** Windows parts the members of its lists by semicolons. */
const joined: Copy = (asked, now) => {
  if (asked === null) return null;
  const members = now.split(';').map((member) => member.trim());
  const { add = [], remove = [] } = asked as { readonly add?: string[]; readonly remove?: string[] };
  const list = Array.isArray(asked)
    ? asked
    : [
        ...members.filter((member) => !remove.includes(member)),
        ...add.filter((one) => !members.includes(one)),
      ];
  return list.join(';') || null;
};

const stars: Copy = (asked) => (Number.isInteger(asked) && Number(asked) >= 0 ? Number(asked) : null);
const percents: readonly number[] = [0, 1, 25, 50, 75, 99];
const percent: Copy = (asked) => (asked === null ? null : (percents[Number(asked)] ?? null));

/** Each copy, what it is one of, and how it says that. */
const copies: readonly (readonly [copy: string, of: string, Copy])[] = [
  ['IFD0:XPTitle', 'dc:title', same],
  ['IFD0:XPAuthor', 'dc:creator', joined],
  ['IFD0:XPKeywords', 'dc:subject', joined],
  ['IFD0:XPSubject', 'exif:ImageDescription', same],
  ['IFD0:XPComment', 'exif:ImageDescription', same],
  ['IFD0:Rating', 'xmp:Rating', stars],
  ['IFD0:RatingPercent', 'xmp:Rating', percent],
  ['XMP-tiff:Artist', 'exif:Artist', same],
  ['XMP-tiff:Copyright', 'exif:Copyright', same],
  ['XMP-tiff:ImageDescription', 'exif:ImageDescription', same],
  ['XMP-exif:DateTimeOriginal', 'photoshop:DateCreated', same],
];

/** Comment and subject are Windows' own: they are copies of the description where they say the same, or alone say it. */
const own: ReadonlySet<string> = new Set(['IFD0:XPSubject', 'IFD0:XPComment']);
const descriptions: ReadonlySet<string> = new Set([
  ...['IFD0:ImageDescription', 'XMP-dc:Description', 'IPTC:Caption-Abstract'],
]);

/** The tags whose text counts. */
const read: ReadonlySet<string> = new Set([...copies.map(([copy]) => copy), ...descriptions]);

/** What becomes of the copies among the tags of a file. */
export function copiesInStep({ exif, xmp }: Layer, tags: readonly Tag[]): Layer {
  const texts = new Map<string, string>();
  for (const tag of tags) {
    const name = `${tag.group}:${tag.name}`;
    if (read.has(name)) texts.set(name, String(tag.text));
  }
  const said = new Set([...texts].flatMap(([name, text]) => (descriptions.has(name) ? [text] : [])));
  const found: Record<string, Record<string, string | number | null>> = {};
  for (const [copy, of, turn] of copies) {
    const now = texts.get(copy);
    const [prefix = '', name = ''] = of.split(':');
    const asked = prefix === 'exif' ? exif?.[name as keyof ExifChanges] : xmp?.[prefix]?.[name];
    const isApart = own.has(copy) && said.size > 0 && now !== undefined && !said.has(now);
    if (now === undefined || asked === undefined || isApart) continue;
    const [group = '', key = ''] = copy.split(':');
    found[group] = { ...found[group], [key]: turn(asked, now) };
  }
  const { IFD0, 'XMP-tiff': tiff, 'XMP-exif': dates } = found;
  return { ...(IFD0 && { exif: IFD0 }), xmp: { ...(tiff && { tiff }), ...(dates && { exif: dates }) } };
}
