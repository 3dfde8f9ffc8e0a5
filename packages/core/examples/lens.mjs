// Which lens took it: `node lens.mjs photo.jpg`. What EXIF does not name is found in the maker note, by the number of the lens.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';

const m = await read(fromPath(process.argv[2]));
const text = (name) => m.tags().find((tag) => tag.name === name)?.text;
console.log(text('LensID') ?? text('LensModel') ?? 'unknown');

for (const { family, group, name, text } of m.tags()) {
  if (family === 'MakerNotes' && /lens/i.test(name)) console.log(`${group}: ${name} = ${text}`);
}
