// WebP and GIF files with a canary in every place that removal empties.
import {
  alphaChunk,
  commentExtension,
  concat,
  frameChunk,
  gif,
  icc,
  iccExtension,
  latin1,
  le32,
  loopExtension,
  losslessChunk,
  lossyChunk,
  plainTextExtension,
  type RiffChunk,
  riffChunk,
  subBlocks,
  webp,
  xmpExtension,
} from '../../fixtures/build/index.js';
import { plantedExif, plantedIptc, plantedXmp } from './blocks.js';
import { type Planted, profileName } from './planted.js';
import type { Planter } from './planter.js';

function everyChunk(planter: Planter): Uint8Array {
  return webp({
    picture: [alphaChunk(), lossyChunk()],
    icc: icc({ name: profileName }),
    exif: plantedExif(planter, 'Exif', { orientation: 6 }),
    xmp: plantedXmp(planter, 'XMP'),
    extra: [
      ['EXIF', concat('Exif\0\0', plantedExif(planter, 'second Exif'))],
      ['XMP ', plantedXmp(planter, 'second XMP', 'utf-16be')],
      ['C2PA', planter.plant('C2PA chunk')],
      ['IPTC', planter.plant('IPTC chunk')],
      ['PRIV', planter.plant('unknown chunk')],
      ['JUNK', planter.plant('JUNK chunk')],
      ['LIST', concat('INFO', riffChunk(['IART', planter.plant('LIST INFO')]))],
      ['ICCP', concat(planter.plant('second ICCP'))],
    ],
    trailer: planter.plant('behind the RIFF'),
  });
}

function beforePicture(planter: Planter): Uint8Array {
  const before: RiffChunk = ['priv', planter.plant('unknown chunk before the picture')];
  return webp({
    picture: [before, losslessChunk()],
    extended: true,
    trailer: planter.plant('behind a lossless one'),
  });
}

function animatedWebp(planter: Planter): Uint8Array {
  const [type, frame] = frameChunk();
  const inner: RiffChunk[] = [
    ['priv', planter.plant('unknown chunk in a frame')],
    ['EXIF', planter.plant('EXIF chunk in a frame', 8)],
    ['XMP ', planter.plant('XMP chunk in a frame', 8)],
  ];
  return webp({
    picture: [[type, concat(frame, ...inner.map(riffChunk))], frameChunk()],
    xmp: plantedXmp(planter, 'XMP behind frames'),
    extra: [['PRIV', planter.plant('unknown chunk behind frames')]],
  });
}

/** A profile with bytes behind its end. */
function longProfile(planter: Planter): Uint8Array {
  return webp({ icc: concat(icc({ name: profileName }), planter.plant('behind the profile')) });
}

/** An animation with these chunks before its frames, and a rest that is no chunk. */
function animationOf(before: readonly RiffChunk[], rest: string): Uint8Array {
  const body = concat('WEBP', ...[...before, frameChunk(), frameChunk()].map(riffChunk), rest);
  return concat('RIFF', le32(body.length), body);
}

const features = concat([0x02, 0, 0, 0], [15, 0, 0], [15, 0, 0]);
const control = [255, 255, 255, 255, 0, 0];

function longFeatures(planter: Planter): Uint8Array {
  const longer: RiffChunk = ['VP8X', concat(features, planter.plant('tail of VP8X'))];
  return animationOf([longer, ['ANIM', control]], '');
}

function longControl(planter: Planter): Uint8Array {
  const longer: RiffChunk = ['ANIM', concat(control, planter.plant('tail of ANIM'))];
  return animationOf([['VP8X', features], longer], '');
}

function rest(planter: Planter): Uint8Array {
  const before: RiffChunk[] = [
    ['VP8X', features],
    ['ANIM', control],
  ];
  return animationOf(before, planter.plant('rest of the RIFF'));
}

export const plantedWebps: readonly Planted[] = [
  { name: 'WebP with every chunk', make: everyChunk, profile: true },
  { name: 'WebP with a chunk before the picture', make: beforePicture },
  { name: 'animated WebP', make: animatedWebp },
  { name: 'WebP with a profile that is too long', make: longProfile, profile: true },
  { name: 'WebP with a VP8X that is too long', make: longFeatures, refusable: true },
  { name: 'WebP with an ANIM that is too long', make: longControl, refusable: true },
  { name: 'WebP with a rest', make: rest, refusable: true },
];

const application = (name: string, content: string | Uint8Array): Uint8Array =>
  concat([0x21, 0xff, 11], latin1(name), subBlocks(content));

function everyExtension(planter: Planter): Uint8Array {
  return gif({
    frames: 2,
    extensions: [
      loopExtension(3),
      iccExtension(icc({ name: profileName })),
      commentExtension(planter.plant('comment')),
      commentExtension(
        concat(new Uint8Array(255).fill(0x20), planter.plant('comment in a later sub-block', 12)),
      ),
      xmpExtension(plantedXmp(planter, 'XMP')),
      application('ADOBE:IR1.0', plantedIptc(planter, 'Photoshop')),
      application('MGKIPTC0000', planter.plant('IPTC extension')),
      application('C2PA_GIF\x01\0\0', planter.plant('C2PA extension')),
      application(planter.plant('name of an application extension', 11), 'value'),
      concat([0x21, 0xff, 11], 'NETSCAPE2.0', [3, 1, 2, 0], subBlocks(planter.plant('tail of NETSCAPE2.0'))),
      concat([0x21, 0xaa], subBlocks(planter.plant('unknown extension'))),
      plainTextExtension(planter.plant('plain text')),
    ],
    trailer: planter.plant('behind the end'),
  });
}

/** A comment between two frames and one before the end. */
function betweenFrames(planter: Planter): Uint8Array {
  const two = gif({ frames: 2 });
  const one = gif({ frames: 1 });
  const first = one.length - 1 + 8;
  return concat(
    two.subarray(0, first),
    commentExtension(planter.plant('comment between frames')),
    two.subarray(first, -1),
    commentExtension(planter.plant('comment before the end')),
    [0x3b],
  );
}

/** A profile with bytes behind its end. */
function longGifProfile(planter: Planter): Uint8Array {
  const profile = concat(icc({ name: profileName }), planter.plant('behind the profile'));
  return gif({ extensions: [application('ICCRGBG1012', profile)] });
}

export const plantedGifs: readonly Planted[] = [
  { name: 'GIF with every extension', make: everyExtension, profile: true },
  { name: 'GIF with comments between frames', make: betweenFrames },
  { name: 'GIF with a profile that is too long', make: longGifProfile, profile: true },
];
