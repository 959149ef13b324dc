#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('licences', path.join(__dirname, '..'), 'src/licences/main.ts');
