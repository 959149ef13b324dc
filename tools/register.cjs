// Has Node.js run TypeScript. What is compiled is kept in the clone: swc-node's own choice is a folder of /tmp, which
// another user may have made before, and what lies in it is run.
const path = require('node:path');

process.env.SWC_NODE_CACHE_DIR ??= path.join(__dirname, '../node_modules/.cache/swc-node');
require('@swc-node/register');
