// `npm run picture`: makes docs/console.png and docs/console-dark.png from a real run; see picture.ts. In a service without the
// sample: npm run picture -- --function NAME --event FILE
const path = require('node:path');
const { findChromium } = require('./chromium.cjs');

const chromium = findChromium();
if (chromium === undefined) {
  console.error('picture: no Chromium is found: install one, or name it by the variable CHROMIUM');
  process.exit(1);
}
process.env.CHROMIUM = chromium;
require('../../tools/start.cjs').start('picture', path.join(__dirname, '..'), 'console/picture.ts');
