// The server on Deno, by the modules of Node that Deno brings: one HTTP layer and one way to fetch.
import { runCommand } from './node.js';

await runCommand();
