// Runs one of the slower suites: builds what it tests, then starts its specs. With `--update` the suite also writes
// what it sees into the documentation.
const { runSuite } = require('./suite.cjs');

const UPDATE = '--update';

const [suite, ...given] = process.argv.slice(2);
if (given.includes(UPDATE)) process.env.UPDATE_DOCS = 'true';
const args = given.filter((argument) => argument !== UPDATE);
runSuite(suite, ['runner', 'runtime-api'], args);
