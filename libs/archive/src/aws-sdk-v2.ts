// Finds the AWS SDK for JavaScript v2 in code. It ignores AWS_ENDPOINT_URL, so a local run would call the real AWS.
import { type Archive } from './archive';
import { contentOf } from './content';
import { readLayer } from './layer';

const CODE = /\.[cm]?js$/;

/**
 * The code that builds the user agent, in every release of version 2, bundled and minified or not
 * (https://github.com/aws/aws-sdk-js/blob/master/lib/util.js, `userAgent`). Version 3 builds it differently.
 */
const USER_AGENT = /(["'`])aws-sdk-\1\s*\+|`aws-sdk-\$\{/;

/**
 * Looks for the SDK in a function's code or a layer: in a bundle, or as a package.
 *
 * @returns the path of the first file with it; undefined if there is none
 * @throws {ArchiveError} if the archive is damaged
 */
export async function findAwsSdkV2(archive: Archive): Promise<string | undefined> {
  const code = (await readLayer(archive)).filter(
    ({ kind, path }) => kind === 'file' && CODE.test(path),
  );
  return code.find((entry) => USER_AGENT.test(contentOf(entry).toString('latin1')))?.path;
}
