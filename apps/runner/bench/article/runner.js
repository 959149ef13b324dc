#!/usr/bin/env node
// The runner of the 2018 article, rewritten for the benchmark with the same libraries and the same steps in the same order.
const http = require('http');
const path = require('path');
const AWS = require('aws-sdk');
const unzipper = require('unzipper');
const { argv } = require('yargs');

const { AWS_REGION, AWS_ENDPOINT_URL, LAMBDA_TASK_ROOT } = process.env;

const runner = async () => {
  const context = JSON.parse(argv.context);
  const event = JSON.parse(argv.event);
  const invoking = context.functionName;
  const lambda = new AWS.Lambda({ region: AWS_REGION, endpoint: AWS_ENDPOINT_URL });
  const FunctionName = invoking.substring(0, invoking.indexOf('Dlq'));
  const lambdaInfo = await lambda.getFunction({ FunctionName }).promise();
  http.get(lambdaInfo.Code.Location, async (res) => {
    // The article unpacks into its own folder, the benchmark into a new one for every run.
    await res.pipe(unzipper.Extract({ path: LAMBDA_TASK_ROOT })).promise();
    const handler = require(path.resolve(LAMBDA_TASK_ROOT, 'index.js'));
    console.log(await handler.handler(event, context));
  });
};

runner();
