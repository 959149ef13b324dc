// Only the part of unzipper that reads a central directory: its streaming parts take 3 ms to load.
exports.Open = require('unzipper/lib/Open');
