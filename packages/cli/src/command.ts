#!/usr/bin/env node
// What runs as `exifkit`: the one bundled file begins here.
import { main } from './main.js';

process.exitCode = await main(process.argv.slice(2));
