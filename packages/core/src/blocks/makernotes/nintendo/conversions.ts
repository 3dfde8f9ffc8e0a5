// What the numbers of Nintendo's record mean (ExifTool's Nintendo.pm).
import type { Conversions } from '../../../tables/conversion.js';
import { decimals, hexText, inTurn, plus, unixTime } from '../../../tables/number-conversions.js';

/** From 1970 to 2000, which times count from. */
const secondsTo2000 = 946_684_800;

export const nintendoConversions: Conversions = {
  CameraInfo: {
    tags: {
      TimeStamp: { value: inTurn(plus(secondsTo2000), unixTime) },
      InternalSerialNumber: { value: (value) => `0x${hexText(value)}` },
      Parallax: { print: decimals(2) },
    },
  },
};
