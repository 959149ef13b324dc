// What AWS's bootstrap starts for functions of nodejs22.x and older: the client that takes callbacks.
import './rapid-client.cjs';
import { run } from './nodejs22/index.mjs';

await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
