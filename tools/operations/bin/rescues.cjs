#!/usr/bin/env node
const path = require('node:path');

require('../../start.cjs').start('rescues', path.join(__dirname, '..'), 'src/rescues/main.ts');
