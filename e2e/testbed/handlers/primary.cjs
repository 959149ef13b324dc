// The primary of the suites: always fails in Lambda; in a container it follows the instructions in its event.
const { readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { makeCalls } = require('./calls.cjs');

/** A container that is to be struck waits for that; a busy machine takes its time. */
const PATIENCE_MS = 60_000;

exports.handler = async ({ milliseconds = 0, fails = false, says, calls, struck }) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 === undefined)
    throw new Error('too long for Lambda');
  console.log(`the trace is ${process.env._X_AMZN_TRACE_ID}`);
  console.log('the function has begun');
  if (says !== undefined) console.log(says);
  if (calls !== undefined)
    process.stdout.write(`ANSWERS ${JSON.stringify(await makeCalls(calls))}\n`);
  await sleep(struck !== undefined && isToBeStruck(struck) ? PATIENCE_MS : milliseconds);
  if (fails) throw new Error('wrong in a container as well');
};

/** The first containers of the event; each leaves a file in the folder. */
function isToBeStruck({ times, folder }) {
  writeFileSync(path.join(folder, String(process.pid)), '');
  return readdirSync(folder).length <= times;
}
