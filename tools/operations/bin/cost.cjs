#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('cost', path.join(__dirname, '..'), 'src/cost/main.ts');
