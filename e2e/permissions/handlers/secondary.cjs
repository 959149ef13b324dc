// The secondary, which also makes the AWS calls that an event lists.
const { makeCalls } = require('./calls.cjs');
const { handler } = require('./original.js');

exports.handler = (event, context) =>
  event.calls === undefined ? handler(event, context) : makeCalls(event.calls);
