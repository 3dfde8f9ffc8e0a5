// One of the servers that server.mjs compares, as a process. Sends its address, and its processor time when asked.
import { createRequire } from 'node:module';
import exifr from 'exifr';

const [name, folder] = process.argv.slice(2);
const ofServer = createRequire(new URL('../apps/server/package.json', import.meta.url));

const everything = {
  tiff: true,
  ifd0: true,
  ifd1: true,
  exif: true,
  gps: true,
  interop: true,
  makerNote: true,
  userComment: true,
  jfif: true,
  xmp: true,
  icc: true,
  iptc: true,
  ihdr: true,
  mergeOutput: false,
};

async function startPeer() {
  const { Hono } = ofServer('hono');
  const { serve } = ofServer('@hono/node-server');
  const app = new Hono();
  app.post('/api/v1/extract', async (c) => {
    const { file } = await c.req.parseBody();
    return c.json(await exifr.parse(await file.arrayBuffer(), everything));
  });
  return new Promise((settle) => {
    serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      settle(`http://127.0.0.1:${port}`),
    );
  });
}

async function startOurs(store) {
  const { startServer } = await import('../apps/server/dist/entries/node.js');
  const env = { PORT: '0', EXIFKIT_API_KEYS: 'bench', EXIFKIT_STORE: store, EXIFKIT_DATA_DIR: folder };
  return (
    await startServer({
      env,
      log: process.env.SHOWLOG ? (line) => console.error(line) : () => {},
      print: () => {},
    })
  ).url;
}

process.send(await (name === 'hono and exifr' ? startPeer() : startOurs(name.split(' ')[1])));
process.on('message', (what) => {
  if (what === 'exit') process.exit();
  const { user, system } = process.cpuUsage();
  process.send(user + system);
});
