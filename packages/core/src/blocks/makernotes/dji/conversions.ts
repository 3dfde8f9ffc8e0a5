// What the entries of DJI's directory mean (ExifTool's DJI.pm).
import type { Conversions } from '../../../tables/conversion.js';
import { signedDecimals } from '../../../tables/number-conversions.js';

export const djiConversions: Conversions = {
  Main: {
    tags: {
      'SpeedX SpeedY SpeedZ Pitch Yaw Roll CameraPitch CameraYaw CameraRoll': { print: signedDecimals(2) },
    },
  },
};
