#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('local-cloud', path.join(__dirname, '..'), 'src/cli/main.ts');
