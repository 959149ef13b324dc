#!/usr/bin/env node
// Starts the TypeScript sources as they are; see src/main.ts.
require('./needs.cjs').checkNeeds();
process.env.SWC_NODE_PROJECT ??= require('node:path').join(__dirname, '../tsconfig.json');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
require('@swc-node/register');
require('../src/main.ts');
