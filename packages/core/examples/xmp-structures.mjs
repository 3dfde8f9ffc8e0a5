// XMP with its structures whole: `node xmp-structures.mjs photo.jpg`. Lists are arrays, structures are objects.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';

const m = await read(fromPath(process.argv[2]));
console.log(m.xmp?.dc?.Subject); // values, by namespace prefix
const { xmpMM, Iptc4xmpExt } = m.xmpText() ?? {}; // the same, as printed
for (const { Action, When } of xmpMM?.History ?? []) console.log(Action, When);
console.log(Iptc4xmpExt?.LocationShown); // [{ City: ..., CountryName: ... }]
