// Autofocus: which points were used, where the focus area lies. What is stored: the tag documentation of ExifTool's
// Nikon.pm.
import type { Conversion, Conversions } from '../../../../tables/conversion.js';
import {
  byModel,
  firstThat,
  is,
  known,
  number,
  otherwise,
  signedWhole,
  unlessZero,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { columnText, gridPoint, pointBits, pointsText, rowText } from '../focus-points.js';

const byContrast = is('AFDetectionMethod', 1);

/** By which set of points the camera has. */
const bySchema = (...schemas: readonly number[]) =>
  firstThat(...schemas.map((one) => is('FocusPointSchema', one)));

/** Single-point and dynamic areas have one set of labels, what contrast detection has another. */
const areaMode = { 5: firstThat(is('AFDetectionMethod', 0), otherwise) };

/** Points are listed where no coordinates are. */
const bySchemaWithoutCoordinates = (...schemas: readonly number[]) => {
  const index = bySchema(...schemas);
  return (scope: Scope) => (known(scope, 'AFCoordinatesAvailable') === 0 ? index(scope) : -1);
};

const points: Conversion = { value: pointBits, print: pointsText };
const inGrid = (columns: number): Conversion => ({
  unlabelled: number((index) => gridPoint(index, columns)),
});

/** Mirrorless cameras by the size of their grid of points: small, medium, large. */
const grids: readonly RegExp[] = [
  /^NIKON (Z 30|Z 50|Z fc|Z50_2)\b/i,
  /^NIKON (Z 5|Z 6|Z 6_2|D780|Z6_3|Z f|Z5_2)\b/i,
  /^NIKON (Z 7|Z 7_2|Z 8|Z 9)\b/i,
];
const grid = byModel(grids);
const columns = [19, 21, 29];
const rows = [11, 13, 17];

/** From point to point, in pixels. */
const columnDistance = 260;
const rowDistances = [286, 286, 292];

/** The grid of the model, where the coordinate of the focus area is known. */
const byGrid = (coordinate: string) => (scope: Scope) => (known(scope, coordinate) === 0 ? -1 : grid(scope));

const position: { readonly [name: string]: Conversion } = {
  FocusPositionHorizontal: {
    value: (_, scope) => Math.trunc(known(scope, 'AFAreaXPosition') / columnDistance),
    print: (value, scope) => columnText(columns[grid(scope)]!)(value, scope),
  },
  FocusPositionVertical: {
    value: (_, scope) => Math.trunc(known(scope, 'AFAreaYPosition') / rowDistances[grid(scope)]!),
    print: (value, scope) => rowText(rows[grid(scope)]!)(value, scope),
  },
};

const AUTO_AREA = 197;
const TRACKING = 207;

/** Where the camera chooses the points: in grids of 27, 23 and 21 columns. */
const autoAreaPoints = (scope: Scope): number =>
  is('AFAreaMode', AUTO_AREA, TRACKING)(scope) ? autoAreaGrid(scope) : -1;
const autoAreaGrid = byModel([/^NIKON (Z 8|Z 9)\b/i, /^NIKON (Z6_3|Z f|Z5_2)\b/i, /^NIKON Z50_2\b/i]);

/** In automatic, 3D-tracking and group areas, points that are selected are told apart from those used. */
const hasSelection = is('AFAreaMode', 8, 9, 13);

export const afInfo: Conversions = {
  AFInfo2V0100: {
    choose: {
      ...areaMode,
      '7 8': bySchema(1, 2, 3, 0),
      '16 18 20 22 24 26': when(byContrast),
      28: firstThat(byContrast, is('FocusPointSchema', 7)),
    },
  },
  AFInfo2V0101: {
    choose: {
      ...areaMode,
      '8 68': bySchema(1, 2, 7, 0),
      28: firstThat(
        byContrast,
        (scope) => hasSelection(scope) && is('FocusPointSchema', 1)(scope),
        (scope) => hasSelection(scope) && is('FocusPointSchema', 7)(scope),
      ),
      48: bySchema(1, 7),
      '70 72 74 76 78 80 82': when(byContrast),
    },
  },
  'AFInfo2V0100 AFInfo2V0101': { tags: { 'AFAreaXPosition AFAreaYPosition': { raw: unlessZero } } },
  AFInfo2V0200: {
    choose: { '7 8': firstThat(is('PhaseDetectAF', 4), is('PhaseDetectAF', 5), is('PhaseDetectAF', 6)) },
    tags: { 'PrimaryAFPoint/1': inGrid(15), 'PrimaryAFPoint/2': inGrid(21) },
  },
  AFInfo2V0300: {
    choose: {
      ...areaMode,
      '10 56': bySchemaWithoutCoordinates(1, 8, 9),
      '46 48': when(is('AFCoordinatesAvailable', 1)),
      47: byGrid('AFAreaXPosition'),
      49: byGrid('AFAreaYPosition'),
    },
    tags: position,
  },
  AFInfo2V0400: {
    choose: {
      10: autoAreaPoints,
      '66 68': when(is('AFCoordinatesAvailable', 1)),
      67: byGrid('AFAreaXPosition'),
      69: byGrid('AFAreaYPosition'),
    },
    tags: position,
  },
  'AFInfo2V0100 AFInfo2V0101 AFInfo2V0200 AFInfo2V0300 AFInfo2V0400': {
    tags: {
      'AFPointsUsed AFPointsSelected AFPointsInFocus': points,
      'AFImageWidth AFImageHeight AFAreaWidth AFAreaHeight': { raw: unlessZero },
    },
  },
  AFTune: {
    tags: {
      AFFineTuneIndex: { print: number((index) => (index === 255 ? 'n/a' : index)) },
      'AFFineTuneAdj AFFineTuneAdjTele': { print: signedWhole() },
    },
  },
};
