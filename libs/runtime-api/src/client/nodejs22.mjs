// The entry point for nodejs22.x and older: AWS's client with support for callbacks.
import './rapid-client.cjs';
import { run } from './nodejs22/index.mjs';

await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
