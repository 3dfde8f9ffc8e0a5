// PNG: chunks that are records, the tags of other chunks, and the names of text keywords.
import { labelCells, literal, recordFile } from '../record-rows.mjs';

const chunkTags = ['PLTE', 'bKGD', 'gAMA', 'iCCP-name', 'oFFs', 'sBIT', 'sRGB', 'tIME', 'tRNS'];

export function files(tables) {
  const records = recordFile(tables, [
    ['imageHeader', 'PNG::ImageHeader'],
    ['chromaticities', 'PNG::PrimaryChromaticities', 'int32u'],
    ['physicalPixel', 'PNG::PhysicalPixel'],
    ['codePoints', 'PNG::CICodePoints'],
    ['virtualPage', 'PNG::VirtualPage', 'int32u'],
    ['stereoImage', 'PNG::StereoImage'],
    ['animationControl', 'PNG::AnimationControl', 'int32u'],
  ]);
  const row = (tag) => `${tag.id}\t${tag.name}${labelCells(tag)}\n`;
  const main = tables.get('PNG::Main').tags;
  const binary = main.filter((tag) => tag.flags.has('Binary'));
  const chunks = main.filter((tag) => chunkTags.includes(tag.id));
  const constant = (name, tags) => `\nexport const ${name}: string = ${literal(tags.map(row).join(''))};\n`;
  return {
    'tags/png.generated.ts': [
      records,
      constant('binaryChunks', binary),
      constant('chunks', chunks),
      constant('keywords', tables.get('PNG::TextualData').tags),
    ].join(''),
  };
}
