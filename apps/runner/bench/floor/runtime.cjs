// Loads what every Node.js runtime needs: HTTP, and `import()` for the handler's module.
require('node:http');
void import('./handler.cjs').then(() => console.log(String(process.hrtime.bigint())));
