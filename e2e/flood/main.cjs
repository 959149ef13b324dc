// `npm run flood`: builds what the load test runs, then starts main.ts.
const path = require('node:path');

const needed = ['service', 'runner', 'runtime-api'];
require('../../tools/start.cjs').start(
  'flood',
  path.join(__dirname, '..'),
  'flood/main.ts',
  needed,
);
