// The server on Bun, by the modules of Node that Bun brings: one HTTP layer and one way to fetch.
import { runCommand } from '../command.js';
import { startServer } from './node.js';

await runCommand(startServer);
