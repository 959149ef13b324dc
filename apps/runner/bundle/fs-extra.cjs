// Replaces fs-extra and graceful-fs in the bundle: here, unzipper only reads a buffer and writes nothing.
module.exports = require('node:fs');
