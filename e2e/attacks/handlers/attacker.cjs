// A hostile function. In Lambda it makes the calls that its event lists, with the permissions of its own role; in a
// container it logs its event. While it runs, another user of the machine can reach its Runtime API.
const { spawnSync } = require('node:child_process');
const { makeCalls } = require('./calls.cjs');

exports.handler = async (event, context) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 !== undefined) {
    process.stdout.write(`RAN ${JSON.stringify({ functionName: context.functionName, event })}\n`);
    return;
  }
  if (event.neighbor !== undefined) return answersToOther(event.neighbor, context.awsRequestId);
  return makeCalls(event.calls);
};

/** @returns the first lines of the Runtime API's response to a user of the machine */
function answersToOther(uid, requestId) {
  const api = process.env.AWS_LAMBDA_RUNTIME_API;
  const runtime = '/2018-06-01/runtime';
  const requests = [
    `GET ${runtime}/invocation/next`,
    `POST ${runtime}/init/error`,
    `POST ${runtime}/invocation/${requestId}/response`,
  ];
  const [host, port] = api.split(':');
  const script = `exec 3<>/dev/tcp/${host}/${port} && printf %s "$1" >&3 && head -n 1 <&3`;
  const options = { uid, gid: uid, cwd: '/', encoding: 'utf8' };
  return requests.map((request) => {
    const text = `${request} HTTP/1.1\r\nHost: ${api}\r\nContent-Length: 0\r\n\r\n`;
    return spawnSync('/bin/bash', ['-c', script, 'bash', text], options).stdout.trim();
  });
}
