// Loads what every runtime for Node.js needs of Node.js itself: HTTP, and `import()` for a handler's module.
require('node:http');
void import('./handler.cjs').then(() => console.log(String(process.hrtime.bigint())));
