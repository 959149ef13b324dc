// A hostile function. In Lambda it makes the calls that its event asks for, with the rights of its own role; in a
// container it writes down which event it was given.
const path = require('node:path');

const sdk = (client) => require(path.join(process.env.SDK_FOLDER, '@aws-sdk', client));

exports.handler = async (event, context) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 !== undefined) {
    process.stdout.write(`RAN ${JSON.stringify({ functionName: context.functionName, event })}\n`);
    return;
  }
  const answers = [];
  for (const call of event.calls) answers.push(await make(call));
  return answers;
};

/** @returns how AWS refused the call; nothing if it did not */
async function make({ client, operation, input }) {
  const commands = sdk(`client-${client.toLowerCase()}`);
  const Client = Object.entries(commands).find(([name]) => /^[A-Z]\w*Client$/.test(name))[1];
  const one = new Client({ maxAttempts: 1, forcePathStyle: true });
  try {
    await one.send(new commands[`${operation}Command`](input));
    return {};
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  } finally {
    one.destroy();
  }
}
