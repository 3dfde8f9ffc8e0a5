// The server as it is built, but asking the name server that NAME_SERVER names.
import { gpsPosition, read, remove } from 'exifkit';
import { startServer } from '../../dist/entries/node.js';
import { createNodeTransport } from '../../dist/fetch/node.js';

await startServer({
  engine: { read, gpsPosition, remove },
  env: process.env,
  log: console.error,
  print: console.log,
  transport: createNodeTransport({ servers: [process.env.NAME_SERVER], hostsFile: '/dev/null' }),
});
