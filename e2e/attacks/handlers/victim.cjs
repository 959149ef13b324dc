// The victim: logs its event in the container, and fails there if the event says so.
exports.handler = async (event, context) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 === undefined)
    throw new Error('too long for Lambda');
  process.stdout.write(`RAN ${JSON.stringify({ functionName: context.functionName, event })}\n`);
  if (event.fails) throw new Error('wrong in a container as well');
};
