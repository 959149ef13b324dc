#!/usr/bin/env node
const path = require('node:path');

const { argv } = process;
require('../../start.cjs').start(
  argv[2] || 'operations',
  path.join(__dirname, '..'),
  'src/main.ts',
);
