// Which lens took it: `node lens.mjs photo.jpg`. Cameras that do not name it in EXIF have a number for it in the maker note.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';

const m = await read(fromPath(process.argv[2]));
const text = (name) => m.tags().find((tag) => tag.name === name)?.text;
console.log(m.exif?.LensModel ?? text('LensID') ?? text('LensType') ?? text('Lens') ?? 'unknown');
