// What a photo reveals, and by which tags: `node privacy-report.mjs photo.jpg`.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { privacyReport } from 'exifkit/report';

const report = privacyReport(await read(fromPath(process.argv[2])));
for (const { code, tags } of report.findings) {
  console.log(`${code}: ${[...new Set(tags.map(({ name }) => name))].join(', ')}`);
}
if (report.isAiGenerated) console.log('made by AI, it says');
