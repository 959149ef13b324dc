// Finds the AWS SDK for JavaScript v2 in code: it ignores AWS_ENDPOINT_URL, so on a developer's machine it calls AWS.
import { type Archive } from './archive';
import { contentOf } from './content';
import { readLayer } from './layer';

const CODE = /\.[cm]?js$/;

/**
 * How every version of it puts its name into a request, bundled and minified or not
 * (https://github.com/aws/aws-sdk-js/blob/master/lib/util.js, `userAgent`). Version 3 names itself in another way.
 */
const NAMES_ITSELF = /(["'`])aws-sdk-\1\s*\+|`aws-sdk-\$\{/;

/**
 * Whether a function's code or a layer holds the SDK: in a bundle, or as a package.
 *
 * @returns the first file that does, by its path in the archive
 * @throws {ArchiveError} if the archive is damaged
 */
export async function findAwsSdkV2(archive: Archive): Promise<string | undefined> {
  const code = (await readLayer(archive)).filter(
    ({ kind, path }) => kind === 'file' && CODE.test(path),
  );
  return code.find((entry) => NAMES_ITSELF.test(contentOf(entry).toString('latin1')))?.path;
}
