import { findAwsSdkV2 } from './aws-sdk-v2';
import { buildZip } from './testing/zip-builder';

/** From aws-sdk 2.1693, minified by esbuild, and from aws-sdk 2.100. */
const MINIFIED = 'o(function(){var e=U.environment,t="aws-sdk-"+e+"/"+j().VERSION;return t})';
const PACKAGE = "var agent = 'aws-sdk-' + name + '/' + require('./core').VERSION;";

const find = (files: Record<string, string>) =>
  findAwsSdkV2({
    subject: 'orders.zip',
    zip: buildZip(Object.entries(files).map(([name, data]) => ({ name, data, method: 8 }))),
  });

describe('findAwsSdkV2', () => {
  it('finds the SDK in a bundle among other files', async () => {
    await expect(find({ 'a.js': 'exports.a = 1', 'src/index.js': MINIFIED })).resolves.toBe(
      'src/index.js',
    );
  });

  it('finds the SDK as a package in node_modules', async () => {
    const file = 'node_modules/aws-sdk/lib/util.js';
    await expect(find({ 'index.js': "require('aws-sdk')", [file]: PACKAGE })).resolves.toBe(file);
  });

  it.each([
    ['version 3', 'const id = ["aws-sdk-js", version]; require("@aws-sdk/client-s3")'],
    ['a comment about it', '// we left aws-sdk for @aws-sdk/client-s3'],
  ])('finds nothing in %s', async (_, text) => {
    await expect(find({ 'index.mjs': text })).resolves.toBeUndefined();
  });

  it('searches only code', async () => {
    await expect(find({ 'README.md': PACKAGE })).resolves.toBeUndefined();
  });
});
