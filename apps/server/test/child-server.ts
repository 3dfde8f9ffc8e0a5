// A server with the stand-in engine, to be run and killed as a process of its own.
import { startServer } from '../src/entries/node.js';
import { fakeEngine } from './fake-engine.js';

await startServer({ engine: fakeEngine, env: process.env, log: () => {}, print: console.log });
