// `npm run test:console`: runs the suite if a Chromium is installed, and otherwise reports that it did not run.
const { didNotRun, runSuite } = require('../testbed/suite.cjs');
const { findChromium } = require('./chromium.cjs');

const chromium = findChromium();
if (chromium !== undefined) {
  process.env.CHROMIUM = chromium;
  runSuite('console', ['runner', 'runtime-api', 'local-cloud'], process.argv.slice(2));
} else {
  didNotRun(
    'test:console DID NOT RUN: no Chromium found. ' +
      'Install one (Debian: apt-get install chromium), or set the variable CHROMIUM to its path',
  );
}
