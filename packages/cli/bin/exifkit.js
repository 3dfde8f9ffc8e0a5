#!/usr/bin/env node
import '../dist/exifkit.js';
