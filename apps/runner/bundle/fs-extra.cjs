// Stands in for fs-extra and graceful-fs in the bundle: unzipper only reads a buffer here, and writes nothing.
module.exports = require('node:fs');
