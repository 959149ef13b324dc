#!/usr/bin/env node
// Starts the TypeScript sources as they are; see src/main.ts.
process.env.SWC_NODE_PROJECT ??= require('node:path').join(__dirname, '../tsconfig.json');
require('@swc-node/register');
require('../src/main.ts');
