#!/usr/bin/env node
// What runs as `exifkit`.
import { main } from './main.js';

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
