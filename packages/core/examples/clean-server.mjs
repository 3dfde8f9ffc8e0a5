// A server that answers each photo it is sent with a clean one: `node clean-server.mjs`, then
// `curl --data-binary @photo.jpg http://127.0.0.1:8080 -o clean.jpg`. What is no picture is refused by its first bytes.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MetadataError } from 'exifkit';
import { remove } from 'exifkit/remove';

const maxBytes = 50 * 2 ** 20;

const server = createServer(async (request, response) => {
  try {
    const clean = await remove(request, undefined, { limits: { totalReadBytes: maxBytes } });
    response.writeHead(200, {
      'content-type': clean.report.mimeType,
      'content-length': clean.report.bytesAfter,
    });
    await pipeline(Readable.fromWeb(clean.stream()), response);
  } catch (error) {
    if (!(error instanceof MetadataError) || response.headersSent) return response.destroy();
    const status = { 'unsupported-format': 415, 'limit-exceeded': 413 }[error.code] ?? 422;
    response.writeHead(status, { connection: 'close' }).end(`${error.code}: ${error.message}\n`);
  }
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
