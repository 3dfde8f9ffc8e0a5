// What the fields of Reconyx' records mean (ExifTool's Reconyx.pm).
import type { Conversions, Convert } from '../../../tables/conversion.js';
import { hexadecimal, hexDigits, number, over, withUnit } from '../../../tables/number-conversions.js';
import { asBytes, textOfBytes, toNumber, toText, type Value, wordList } from '../../../tables/value.js';

const numbers = (value: Value): readonly number[] => wordList(value).map((one) => Math.trunc(toNumber(one)));
const padded = (value = 0, digits = 2): string => String(value).padStart(digits, '0');

/** Year, month, day, hour, minute and second in this order. */
function dateText([year, month, day, ...time]: readonly (number | undefined)[]): string {
  return `${padded(year, 4)}:${padded(month)}:${padded(day)} ${time.map((part) => padded(part)).join(':')}`;
}

const inOrder = (parts: readonly number[], order: readonly number[]): string =>
  dateText(order.map((i) => parts[i]));
const secondsFirst = [5, 3, 4, 2, 1, 0];

/** Some of its numbers are in the other byte order than all others. */
const anyOrder: Convert = (value) => {
  const parts = numbers(value);
  const isSwapped = (parts[0]! & 0xff00) !== 0 && (parts[0]! & 0xff) === 0;
  return inOrder(isSwapped ? parts.map((part) => (part >> 8) | ((part & 0xff) << 8)) : parts, secondsFirst);
};

const partsOf = (value: Value): Iterable<number> => (value instanceof Uint8Array ? value : numbers(value));

/** Five bytes, then the year in two. */
const packedDate: Convert = (value) => {
  const [second, minute, hour, day, month, low = 0, high = 0] = partsOf(value);
  return dateText([low + 256 * high, month, day, hour, minute, second]);
};

/** As file systems store it: years since 1980, months and days in bits. */
const fileDate = (date: number): string =>
  `${padded((date >> 9) + 1980, 4)}:${padded((date >> 5) & 0x0f)}:${padded(date & 0x1f)}`;
const fileTime: Convert = (value) => {
  const [date = 0, time = 0] = numbers(value);
  const parts = [(time >> 11) & 0x1f, (time >> 5) & 0x3f, (time & 0x1f) * 2];
  return `${fileDate(date)} ${parts.map((part) => padded(part)).join(':')}`;
};

/** The year and the day in digits that are read as hexadecimal ones. */
const digitsDate: Convert = (value) => {
  const [year = 0, day = 0] = numbers(value);
  return `${hexDigits(year, 4)}:${hexDigits(day >> 8, 2)}:${hexDigits(day & 0xff, 2)}`;
};

const version: Convert = (value) => {
  const [major = 0, minor = 0, letter = 0] = numbers(value);
  return textOfBytes(`${major}.${minor}${String.fromCodePoint(letter)}`);
};

/** Version, date and revision in seven bytes. */
const datedVersion: Convert = (value) => {
  const [major = 0, minor = 0, low = 0, high = 0, month = 0, day = 0, letter = 0] = asBytes(value);
  const date = `${hexDigits(low + 256 * high, 4)}:${hexDigits(month, 2)}:${hexDigits(day, 2)}`;
  return `${hexDigits(major, 2)}.${hexDigits(minor, 2)} ${date} Rev.${String.fromCharCode(letter)}`;
};

const highFirst: Convert = (value) => {
  const [high = 0, low = 0] = numbers(value);
  return high * 65536 + low;
};

/** UTF-16 up to a null. */
const wideText: Convert = (value) => {
  const units = numbers(value);
  const end = units.indexOf(0);
  // Halves of pairs alone are three bytes of no UTF-8.
  return String.fromCharCode(...(end < 0 ? units : units.slice(0, end))).replace(/\p{Surrogate}/gu, '???');
};

const ofText: Convert = (value) => toText(value).replace(' ', ' of ');
const temperatures = {
  AmbientTemperatureFahrenheit: { print: withUnit(' F') },
  AmbientTemperature: { print: withUnit(' C') },
  Sequence: { print: ofText },
};
const volts = { value: over(1000), print: withUnit(' V') };

export const reconyxConversions: Conversions = {
  HyperFire: {
    tags: {
      ...temperatures,
      MakerNoteVersion: { print: hexadecimal(4) },
      FirmwareVersion: { print: (value) => toText(value).replaceAll(' ', '.') },
      FirmwareDate: { value: digitsDate },
      EventNumber: { value: highFirst },
      DateTimeOriginal: { value: anyOrder },
      SerialNumber: { value: wideText },
      BatteryVoltage: volts,
    },
  },
  UltraFire: {
    tags: {
      ...temperatures,
      'FirmwareVersion Micro1Version BootLoaderVersion Micro2Version': { value: datedVersion },
      DateTimeOriginal: { value: packedDate },
      BatteryVoltage: volts,
    },
  },
  HyperFire2: {
    tags: {
      ...temperatures,
      DirectoryCreateDate: { value: fileTime },
      FirmwareVersion: { value: version },
      FirmwareDate: { value: digitsDate },
      EventNumber: { value: highFirst },
      DateTimeOriginal: { value: (value) => inOrder(numbers(value), [5, 4, 3, 2, 1, 0]) },
      SerialNumber: { value: wideText },
    },
  },
  MicroFire: {
    tags: {
      ...temperatures,
      DirectoryCreateDate: { value: fileTime },
      SDCardID: {
        print: (value) =>
          numbers(value)
            .map((part) => hexDigits(part, 4))
            .join('-'),
      },
      'FirmwareVersion BluetoothFirmwareVersion WifiFirmwareVersion': { value: version },
      FirmwareDate: { value: digitsDate },
      'BluetoothFirmwareDate WifiFirmwareDate': { value: number(fileDate) },
      EventNumber: { value: highFirst },
      DateTimeOriginal: { value: (value) => inOrder(numbers(value), secondsFirst) },
      BatteryVoltage: { value: over(1000) },
      SerialNumber: { value: wideText },
    },
  },
  HyperFire4K: {
    tags: {
      ...temperatures,
      'FirmwareVersion UIBFirmwareVersion': { value: datedVersion },
      DateTimeOriginal: { value: packedDate },
      'BatteryVoltage BatteryVoltageAvg': { value: over(1000) },
    },
  },
};
