// The primary of the suites: always fails in Lambda; in a container it follows the instructions in its event.
const { setTimeout: sleep } = require('node:timers/promises');

exports.handler = async ({ milliseconds = 0, fails = false, says }) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 === undefined)
    throw new Error('too long for Lambda');
  console.log('the function has begun');
  if (says !== undefined) console.log(says);
  await sleep(milliseconds);
  if (fails) throw new Error('wrong in a container as well');
};
