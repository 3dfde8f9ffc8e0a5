#!/usr/bin/env node
require('../dist/command/exifkit.cjs');
