#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('parked', path.join(__dirname, '..'), 'src/parked/main.ts');
