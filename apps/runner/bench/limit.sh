#!/bin/sh
# The limit: requests, downloads, unpacks and runs the function without any checks.
set -eu
cd "$LAMBDA_TASK_ROOT/.."
name="$(printf %s "$AWS_LAMBDA_FUNCTION_CONTEXT" | sed 's/.*"functionName":"\([^"]*\)Dlq".*/\1/')"
curl -sS -o function.json "$AWS_ENDPOINT_URL/2015-03-31/functions/$name"
curl -sS -o code.zip "$(sed 's/.*"Location":"\([^"]*\)".*/\1/' function.json)"
unzip -q code.zip -d "$LAMBDA_TASK_ROOT"
exec node -e 'require(process.env.LAMBDA_TASK_ROOT + "/index.js").handler(JSON.parse(process.env.AWS_LAMBDA_FUNCTION_EVENT))'
