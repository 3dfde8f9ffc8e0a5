// Records of focus: its points and the lens, faces, and where the focal plane was sharp. What is stored: the tag
// documentation of ExifTool's Sony.pm.
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  asIs,
  atLeast,
  both,
  byModel,
  decimals,
  either,
  facePositions,
  firstThat,
  is,
  isModel,
  isNotModel,
  known,
  number,
  plus,
  remember,
  times,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { asBytes, toNumber, wordList } from '../../../../tables/value.js';
import { afStatus } from '../af-status.js';
import { lensSpec, lensSpecText } from '../lens-spec.js';
import { millimetresInTenths, onlyRemember } from '../stored-numbers.js';

/** Of the A700, A850 and A900, the bytes of each pair in the other order. */
const lensSpecInPairs: Convert = (value) => lensSpec(asBytes(value).map((_, i, all) => all[i ^ 1] ?? 0));

const a500 = /^DSLR-A(450|500|550)\b/;
const slt = /^(SLT-|DSLR-A(560|580))\b/;

/** Positions in a picture of a fifteenth of the size: left, top, width and height in another order. */
const faceArea: Conversion = {
  value: (value) => {
    const [x, y, width, height] = wordList(value).map((one) => toNumber(one) * 15);
    return [y ?? '', x ?? '', height ?? '', width ?? ''].join(' ');
  },
};
const perFace = <T>(
  most: number,
  of: (face: number) => readonly [string, T],
): { readonly [name: string]: T } => Object.fromEntries(Array.from({ length: most }, (_, i) => of(i + 1)));

/** A face that was found, or that may be the next one. */
const mayBeFace = (face: number) =>
  either(atLeast('FacesDetected', face), both(is('FacesDetected', face - 1), atLeast('FaceTest8', 1)));
const mayBeFirstFace = either(
  atLeast('FacesDetected', 1),
  both(atLeast('FaceTest8', 1), is('FaceTest2', 1, 257)),
);

const facesAt =
  (offset: number, length: number) =>
  (scope: Scope): number =>
    known(scope, 'FacesDetected') &&
    known(scope, 'FaceInfoOffset') === offset &&
    known(scope, 'FaceInfoLength') === length
      ? 0
      : -1;

const ilca = isModel(/^ILCA-/);
const notIlca = isNotModel(/^ILCA-/);

export const cameraInfo: Conversions = {
  'Sony::CameraInfo': { tags: { LensSpec: { value: lensSpecInPairs } } },
  'CameraInfo CameraInfo2 CameraInfo3 AFInfo AFStatus15 AFStatus19 AFStatus79': { tags: { '*': afStatus } },
  'CameraInfo CameraInfo2 CameraInfo3': {
    tags: {
      LensSpec: { value: lensSpec, print: lensSpecText },
      FocalLength: millimetresInTenths,
      FocalLengthTeleZoom: { value: times(2 / 3), print: decimals(1, ' mm') },
      AFMicroAdjValue: { value: plus(-20) },
    },
  },
  CameraInfo: {
    choose: { '304 305 305.1': byModel([/^DSLR-A(850|900)\b/]) },
  },
  CameraInfo3: {
    choose: {
      0: when(isNotModel(/^NEX-5C/)),
      '14 16': when(isNotModel(/^DSLR-(A450|A500|A550)$/)),
      '20 21 24 27 31 37 39 41 43 45 47 49': byModel([a500]),
      '25 28 32': byModel([slt]),
      '29 33 35': byModel([slt, a500]),
    },
  },
  AFInfo: {
    choose: {
      '4 10 11 366 381 382': when(notIlca),
      '5 16 58 59 67 80': when(ilca),
      '7 8 9 17': firstThat(is('AFType', 1), is('AFType', 2)),
      '55 56 57 125': when(is('AFType', 3)),
    },
    tags: { AFType: { raw: remember('AFType') } },
  },
  'FaceInfo FaceInfoA': {
    tags: {
      ...perFace(8, (face) => [`Face${face}Position PotentialFace${face}Position`, faceArea]),
    },
  },
  FaceInfo: {
    choose: perFace(8, (face) => [String(5 * face - 4), when(atLeast('FacesDetected', face))]),
    tags: {
      FacesDetected: {
        raw: (value, scope) => {
          scope.members.set('FacesDetected', toNumber(value) === -1 ? 0 : value);
          return value;
        },
        unlabelled: asIs,
      },
    },
  },
  FaceInfoA: {
    choose: {
      ...perFace(8, (face) => [String(10 * face + 1), when(mayBeFace(face))]),
      11: when(mayBeFirstFace),
      ...perFace(4, (face) => [String(10 * face + 81), when(atLeast('FacesDetected', face))]),
    },
    tags: {
      FaceTest2: { raw: onlyRemember('FaceTest2') },
      FaceTest8: { raw: onlyRemember('FaceTest8') },
      FacesDetected: {
        raw: (value, scope) => {
          scope.members.set('FacesDetected', toNumber(value) > 8 ? 0 : value);
          return value;
        },
        value: number((faces) => (faces > 8 ? 0 : faces)),
      },
    },
  },
  'FaceInfo1 FaceInfo2': { tags: facePositions(8) },
  ShotInfo: {
    choose: { 72: facesAt(0x48, 0x20), 94: facesAt(0x5e, 0x25) },
    tags: {
      FaceInfoOffset: { raw: remember('FaceInfoOffset') },
      FacesDetected: { raw: remember('FacesDetected') },
      FaceInfoLength: { raw: remember('FaceInfoLength') },
      MetaVersion: { raw: remember('MetaVersion') },
    },
  },
  Tag202a: {
    choose: {
      2: when(atLeast('Locations', 1)),
      ...Object.fromEntries(
        Array.from({ length: 15 }, (_, i) => [String(6 + 4 * i), when(atLeast('Locations', i + 1))]),
      ),
    },
    tags: { FocalPlaneAFPointsUsed: { raw: remember('Locations') } },
  },
};
