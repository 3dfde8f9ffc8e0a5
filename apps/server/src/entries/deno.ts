// The server on Deno, by the modules of Node that Deno brings: one HTTP layer and one way to fetch.
import { runCommand } from '../command.js';
import { startServer } from './node.js';

await runCommand(startServer);
