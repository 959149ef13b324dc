// Makes AWS calls with the permissions of the process that it runs in.
const path = require('node:path');

const sdk = (client) => require(path.join(process.env.SDK_FOLDER, '@aws-sdk', client));

/** @returns AWS's error of each call, or nothing if it succeeded */
exports.makeCalls = async (calls) => {
  const answers = [];
  for (const call of calls) answers.push(await make(call));
  return answers;
};

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
