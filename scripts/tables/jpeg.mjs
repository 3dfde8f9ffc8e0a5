// JFIF and the small application segments of JPEG.
import { layoutFile } from '../makers/layout-rows.mjs';

const names = (module, all) => all.split(' ').map((name) => `${module}::${name}`);

export const files = () => ({
  'tags/jfif.generated.ts': layoutFile([], ['JFIF::Main', 'JFIF::Extension']),
  'tags/app.generated.ts': layoutFile(
    [],
    [
      ...names('JPEG', 'Adobe AdobeCM AVI1 SPIFF NITF'),
      ...names('InfiRay', 'Version Factory Picture MixMode OpMode Isothermal Sensor'),
      ...names('DJI', 'ThermalParams ThermalParams2 ThermalParams3'),
      ...names('FlashPix', 'Extensions SummaryInfo'),
      ...names('Kodak', 'Meta SpecialEffects Borders'),
      'Casio::QVCI',
      'GoPro::GPMF',
    ],
    // In JPEG, where it lies is its family.
  ).replace('family:GoPro', 'family:APP6'),
  'tags/flir.generated.ts': layoutFile(['FLIR'], names('FLIR', 'Header CameraInfo PaletteInfo PiP GPSInfo')),
});
