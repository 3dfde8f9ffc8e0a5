#!/usr/bin/env node
// What runs as `exifkit`: the one bundled file begins here, and so do the worker threads that it starts.
import { isMainThread } from 'node:worker_threads';
import { main } from './main.js';
import { serveReading } from './parallel.js';

if (isMainThread) process.exitCode = await main(process.argv.slice(2));
else serveReading();
