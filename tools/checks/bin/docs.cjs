#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('docs', path.join(__dirname, '..'), 'src/docs/main.ts');
