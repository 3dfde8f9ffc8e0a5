// The one description of the verbs and their options: arguments are read by it, and help, completion and the man page are
// made of it.
import { keepNames, onlyGroups } from 'exifkit/node';

/** An option, as `parseArgs` of Node takes it and as it is told. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for its value. */
  readonly takes?: string;
  /** The words that it takes, the default first. */
  readonly words?: readonly string[];
  readonly help: string;
}

/** A verb, as it is told. */
export interface Verb {
  /** What follows its name, before its options. */
  readonly call: string;
  readonly does: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Paragraphs. */
  readonly notes?: readonly string[];
  readonly examples: readonly string[];
}

const recursive = {
  type: 'boolean',
  short: 'r',
  help: 'arguments may be folders: all pictures below them; links are not followed, what is skipped is named',
} as const;

const readFormats = ['table', 'json', 'jsonl', 'csv', 'tsv', 'exiftool'] as const;
const reportFormats = ['text', 'json'] as const;

const force = {
  type: 'boolean',
  help: 'replace files that are there already, but never one that is read',
} as const;

/** The options of the verbs that write changed files. */
const rewriting = {
  output: {
    type: 'string',
    short: 'o',
    takes: 'DIR',
    help: 'write the copies into DIR, under the same names and, with -r, in the same folders; - is standard output',
  },
  'in-place': {
    type: 'boolean',
    short: 'i',
    help: 'replace the files themselves; owner, mode and links to them stay',
  },
  force,
  format: { type: 'string', short: 'f', words: reportFormats, help: 'how the report is printed' },
  recursive,
} as const;

const nothingLost =
  'Nothing is ever half written: each file is written under another name and then renamed. In JSON a file that failed is an entry with its error.';

export const verbs = {
  read: {
    call: 'FILE...',
    does: 'print metadata; the verb may be left out',
    options: {
      format: {
        type: 'string',
        short: 'f',
        words: readFormats,
        help: 'table for people; JSON by group, or a line of it for each file; a row for each file; JSON as ExifTool has it',
      },
      tag: {
        type: 'string',
        short: 't',
        multiple: true,
        takes: 'NAME',
        help: 'only these tags, as Name or Group:Name (comma list)',
      },
      group: {
        type: 'string',
        short: 'g',
        multiple: true,
        takes: 'GROUP',
        help: 'only these groups, as EXIF, IFD0, XMP or XMP-dc (comma list)',
      },
      exclude: {
        type: 'string',
        short: 'x',
        multiple: true,
        takes: 'NAME',
        help: 'all but these, as Name, Group:Name or Group:all (comma list)',
      },
      sort: { type: 'boolean', short: 's', help: 'tags in order of their names, not of the file' },
      struct: { type: 'boolean', help: 'structures of XMP as they are, not flattened' },
      numeric: {
        type: 'boolean',
        short: 'n',
        help: 'values as numbers, not as labels: 6, not "Rotate 90 CW"',
      },
      recursive,
    },
    notes: [
      'FILE - is standard input. In JSON a tag that stands twice in a group is "Name" and "Copy1:Name". Tables on a terminal fit its width and have colours; NO_COLOR turns these off, FORCE_COLOR on. With csv and tsv, --tag names the columns; without it they are known, and printed, after the last file. Cells are as the files have them: a spreadsheet takes those that begin with = + - or @ as formulas, so import files of strangers as text.',
    ],
    examples: [
      'exifkit photo.jpg',
      'exifkit --tag GPSPosition --tag DateTimeOriginal *.heic',
      'exifkit -r ~/Pictures --format jsonl > all.jsonl',
      'curl -s https://example.com/photo.jpg | exifkit - --group GPS',
    ],
  },
  report: {
    call: 'FILE...',
    does: 'tell what files reveal: where, when, who, which device, hidden pictures, AI-made',
    options: {
      format: { type: 'string', short: 'f', words: reportFormats, help: 'for people, or JSON' },
      recursive,
    },
    notes: ['FILE - is standard input. Each finding stands with the tags that it rests on.'],
    examples: ['exifkit report photo.jpg', 'exifkit report -r ~/Pictures --format json'],
  },
  extract: {
    call: 'TAG FILE...',
    does: 'write a thumbnail, preview, video or profile as a file of its own',
    options: {
      output: {
        type: 'string',
        short: 'o',
        takes: 'DIR',
        help: 'write into DIR, with -r in the same folders; else beside each file',
      },
      force,
      recursive,
    },
    notes: [
      'TAG is the name of a tag that holds bytes, as Name or Group:Name (ThumbnailImage, PreviewImage, JpgFromRaw, MPImage2, MotionPhotoVideo, GainMapImage ...; comma list), or EXIF, ICC_Profile, IPTC or XMP for the whole block. photo.jpg gives photo.ThumbnailImage.jpg, a second of that name photo.ThumbnailImage.2.jpg.',
    ],
    examples: ['exifkit extract PreviewImage *.dng -o previews/'],
  },
  remove: {
    call: 'FILE...',
    does: 'write a copy without metadata; the picture stays as it is',
    options: {
      ...rewriting,
      preset: {
        type: 'string',
        short: 'p',
        words: ['everything', 'strict', 'location', 'share'],
        help: 'everything but the picture, its colours and its orientation (everything), these two as well (strict), just GPS (location), or all but copyright and creator (share)',
      },
      keep: {
        type: 'string',
        short: 'k',
        multiple: true,
        takes: 'WHAT',
        words: [...keepNames, 'none'],
        help: 'keep these too (comma list), or none at all',
      },
      only: {
        type: 'string',
        multiple: true,
        takes: 'WHAT',
        words: onlyGroups,
        help: 'take out just this (comma list); all else stays byte for byte',
      },
      coarsen: {
        type: 'string',
        takes: 'KM',
        help: 'keep the position, set to a grid of so many kilometres; may stand with --only',
      },
    },
    notes: [
      'Without -o or -i, photo.jpg is cleaned into photo.clean.jpg beside it; FILE - is standard input, and cleaned to standard output, with the report on standard error.',
      nothingLost,
    ],
    examples: [
      'exifkit remove photo.jpg -o cleaned/',
      'exifkit remove --only gps --in-place photo.jpg',
      'exifkit remove - < photo.jpg > clean.jpg',
    ],
  },
  set: {
    call: 'FILE... NAME=VALUE...',
    does: 'write a copy with tags set, added to or deleted; all else stays',
    options: {
      ...rewriting,
      'shift-dates': { type: 'string', takes: 'HOURS', help: 'move all dates, by -5 or +1:30' },
      c2pa: {
        type: 'string',
        words: ['keep', 'remove', 'refuse'],
        help: 'what becomes of a C2PA manifest, which no longer matches',
      },
    },
    notes: [
      'NAME is a tag of EXIF or GPS, or with its group: EXIF:Artist, IPTC:City, XMP-dc:Title. Title, Description, Keywords, Creator and Rating without a group are said in all standards in step; GPSPosition="-6.2, 106.8" sets a position, Orientation turns the picture. NAME= deletes, NAME+=VALUE adds to a list, NAME-=VALUE takes from it; a list is also set by NAME=VALUE more than once.',
      'Without -o or -i, photo.jpg is edited into photo.edited.jpg beside it; FILE - is standard input, and goes to standard output, with the report on standard error.',
      nothingLost,
    ],
    examples: ['exifkit set photo.jpg Artist=Ana Keywords+=sea GPSPosition="-6.2, 106.8" -i'],
  },
  copy: {
    call: 'FROM FILE...',
    does: 'write a copy with the metadata of FROM',
    options: {
      ...rewriting,
      groups: {
        type: 'string',
        multiple: true,
        takes: 'WHAT',
        words: ['exif', 'iptc', 'xmp'],
        help: 'copy just these (comma list)',
      },
    },
    notes: ['Files are written as `exifkit set` writes them.'],
    examples: ['exifkit copy original.jpg resized.jpg -i'],
  },
  rename: {
    call: 'FILE...',
    does: 'name files by when they were taken; shows the names, and gives them with --apply',
    options: {
      format: {
        type: 'string',
        short: 'f',
        takes: 'NAME',
        help: 'the new name, before its extension (%Y-%m-%d_%H%M%S)',
      },
      apply: { type: 'boolean', help: 'rename the files; without it nothing is changed' },
      recursive,
    },
    notes: [
      'In NAME, %Y is the year, %y its last two digits, %m the month, %d the day, %j the day of the year, %H the hour, %I that of twelve, %M the minute, %S the second, %f its thousandths and %% a percent sign. A file stays in its folder and keeps its extension. No file is ever replaced: where a name is taken, _2, _3 ... follow it. A file without a date is told, and keeps its name, as does a sidecar (photo.xmp, photo.jpg.xmp) that is not named itself.',
    ],
    examples: [
      "exifkit rename --format '%Y-%m-%d_%H%M%S' *.jpg",
      'exifkit rename -r --apply ~/Pictures/2024',
    ],
  },
  completion: {
    call: 'bash|zsh|fish',
    does: 'print what a shell needs to complete the command',
    options: {},
    examples: [
      'eval "$(exifkit completion bash)"',
      'exifkit completion fish > ~/.config/fish/completions/exifkit.fish',
    ],
  },
  man: {
    call: '',
    does: 'print the manual page, as troff',
    options: {},
    examples: ['exifkit man > exifkit.1'],
  },
} as const satisfies Readonly<Record<string, Verb>>;

export type VerbName = keyof typeof verbs;

/** All verbs, in the order in which they are told. */
export const verbList: readonly (readonly [string, Verb])[] = Object.entries<Verb>(verbs);

export function isVerb(name: string): name is VerbName {
  return Object.hasOwn(verbs, name);
}

/** What follows the name of a verb. */
export function argumentsOf({ call, options }: Verb): string {
  return Object.keys(options).length > 0 ? `${call} [options]` : call;
}

/** `--format`, `-f` and so on. */
export function optionNames(options: Readonly<Record<string, Option>>): string[] {
  return Object.entries(options).flatMap(([name, { short }]) => [
    `--${name}`,
    ...(short ? [`-${short}`] : []),
  ]);
}

/** What stands for the value of an option; `undefined` where it has none. */
export function valueName({ type, takes, words = [] }: Option): string | undefined {
  return type === 'string' ? (takes ?? words.join('|')) : undefined;
}

/** What an option says of itself, its words too where the value has a name. */
export function helpOf({ help, takes, words }: Option): string {
  return takes && words ? `${help}: ${words.join(', ')}` : help;
}

export const exitStatus = '0 all well, 1 a file failed (the others were done), 2 the call was wrong.';
