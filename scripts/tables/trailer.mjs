// Trailers behind the picture: edit records of FotoStation, Photo Mechanic and Canon's DPP, Samsung's, MIE's names.
import { layoutFile } from '../makers/layout-rows.mjs';

const mieGroups = [
  ...['Main', 'Audio', 'Camera', 'Doc', 'Extender', 'Flash', 'Geo', 'GPS', 'Image', 'Lens', 'Orient'],
  ...['Preview', 'Thumbnail', 'UTM', 'Video'],
];

const roots = [
  ...['FotoStation::Main', 'FotoStation::SoftEdit', 'PhotoMechanic::SoftEdit'],
  ...['Ver1', 'Ver2', 'DLOInfo', 'IHL', 'StampTool'].map((name) => `CanonVRD::${name}`),
  ...['Samsung::Trailer', 'Samsung::SingleShotMeta'],
  ...mieGroups.map((name) => `MIE::${name}`),
];

export const files = () => ({ 'tags/trailer.generated.ts': layoutFile([], roots) });
