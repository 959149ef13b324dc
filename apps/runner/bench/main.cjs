// `npm run bench`: builds the measured projects, then starts main.ts.
const path = require('node:path');

const needed = ['runner', 'runtime-api'];
require('../../../tools/start.cjs').start(
  'bench',
  path.join(__dirname, '..'),
  'bench/main.ts',
  needed,
);
