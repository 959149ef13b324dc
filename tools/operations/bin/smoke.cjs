#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('smoke', path.join(__dirname, '..'), 'src/smoke/main.ts');
