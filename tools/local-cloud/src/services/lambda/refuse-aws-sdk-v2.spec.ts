import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCloud } from '../../cloud';
import { UsageError } from '../../kernel/errors';
import { lambdaFunction, packageFolder } from '../../testing/fixture';
import { optionsFor } from '../../testing/spec-cloud';
import { zipOf } from '../../testing/zip';

/** As a bundle has it, of the whole SDK that is the line by which it is known. */
const BUNDLE = 'exports.handler = async () => 1; var t = "aws-sdk-" + e + "/" + j().VERSION;';
const REFUSAL =
  'function orders holds the AWS SDK for JavaScript v2 (index.js in handlers.zip), which ignores AWS_ENDPOINT_URL: here it would call the real AWS.';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A stack of one function whose bundle holds the SDK, and of a layer that holds it on request. */
function packaged({ inLayer }: { inLayer: boolean }): string {
  const layer = {
    Type: 'AWS::Lambda::LayerVersion',
    Properties: { LayerName: 'sdk', Content: { S3Bucket: 'b', S3Key: 'layer.zip' } },
  };
  const properties = inLayer ? { Layers: [{ Ref: 'Sdk' }] } : {};
  const orders = lambdaFunction('orders', 'index.handler', properties);
  const code = inLayer ? 'exports.handler = async () => 1;' : BUNDLE;
  const folder = packageFolder({ Orders: orders, Sdk: layer }, zipOf({ 'index.js': code }));
  writeFileSync(
    path.join(folder, 'layer.zip'),
    zipOf({ 'nodejs/index.js': inLayer ? BUNDLE : '' }),
  );
  folders.push(folder);
  return folder;
}

it('refuses to start a function that would call the real AWS, and says what to do', async () => {
  const options = optionsFor(packaged({ inLayer: false }));
  await expect(startCloud(options)).rejects.toThrow(UsageError);
  await expect(startCloud(options)).rejects.toThrow(REFUSAL);
  await expect(startCloud(options)).rejects.toThrow('--allow-aws-sdk-v2 runs it all the same');
});

it('finds the SDK in a layer of the stack', async () => {
  await expect(startCloud(optionsFor(packaged({ inLayer: true })))).rejects.toThrow(
    '(nodejs/index.js in layer.zip)',
  );
});

it('starts it on request', async () => {
  const options = optionsFor(packaged({ inLayer: false }), { allowAwsSdkV2: true });
  const cloud = await startCloud(options);
  await cloud.stop();
  expect(cloud.functions.all.map(({ name }) => name)).toEqual(['orders']);
});
