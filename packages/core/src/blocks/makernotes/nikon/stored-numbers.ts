// What numbers mean in many of Nikon's records. What is stored: the tag documentation of ExifTool's Nikon.pm.
import { exposureTime, fixed } from '../../../present/exposure.js';
import type { Conversion, Convert } from '../../../tables/conversion.js';
import {
  decimals,
  known,
  number,
  powerOfTwo,
  remember,
  stopsText,
} from '../../../tables/number-conversions.js';
import type { Known } from '../../../tables/scope.js';
import { isSet, toText } from '../../../tables/value.js';

// Texts.

/** A share of a flash's full output in percent. */
export const outputPercent: Convert = number((share) =>
  share > 0.99 ? 'Full' : `${fixed(share * 100, 0)}%`,
);

/** A share of a flash's full output as a fraction. */
export const outputFraction: Convert = number((share) => (share > 0.99 ? 'Full' : exposureTime(share)));

// Conversions.

/** Stored as sixths of a stop below full output. */
export const flashOutput: Conversion = { value: powerOfTwo((sixths) => -sixths / 6), print: outputPercent };

/** Sixths of a stop, their sign turned. */
export const stopsFromTurnedSixths: Convert = number((sixths) => (0 - sixths) / 6);

/** Stops of flash compensation, printed as a fraction. */
export const flashCompensation: Conversion = { value: stopsFromTurnedSixths, print: stopsText };

/** Twelfths of a stop above ISO 100 / 32. */
export const isoFromTwelfths: Conversion = {
  value: powerOfTwo((twelfths) => twelfths / 12 - 5, 100),
  print: number((iso) => Math.trunc(iso + 0.5)),
};

/** An f-number in 24ths of its power of 2. */
export const apertureFrom24ths: Conversion = {
  value: powerOfTwo((stored) => stored / 24),
  print: decimals(1),
};

/** A focal length in 24ths of its power of 2 above 5 mm. */
export const focalLengthFrom24ths: Conversion = {
  value: powerOfTwo((stored) => stored / 24, 5),
  print: decimals(1, ' mm'),
};

/** Tags that others of the note have to know. */
export function remembered(...names: readonly string[]): { readonly [name: string]: Conversion } {
  return Object.fromEntries(names.map((name) => [name, { raw: remember(name) }]));
}

// Which of several layouts counts.

/** Whether the camera has at least this firmware. */
export const firmwareFrom =
  (version: string) =>
  ({ members }: Known): boolean =>
    toText(members.get('FirmwareVersion')) >= version;

/** Whether the camera's firmware is known and older. */
export const firmwareBefore =
  (version: string) =>
  ({ members }: Known): boolean =>
    isSet(members.get('FirmwareVersion')) && toText(members.get('FirmwareVersion')) < version;

const HIGH_SPEED_CAPTURE = 96;

/** Frames captured at 30 and more a second have no such settings. */
export const isSingleShot = (scope: Known): boolean =>
  known(scope, 'ShutterMode') !== 0 && known(scope, 'ShutterMode') !== HIGH_SPEED_CAPTURE;
