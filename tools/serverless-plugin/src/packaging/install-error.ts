// What kept npm from installing the packages that are not bundled, in a few lines.
import { PackagingError } from './errors';

const MAX_LINES = 5;

/** @param error what the run of npm rejected with; its stderr is npm's own words */
export function installError(error: Error, external: string): PackagingError {
  const { stderr = '' } = error as { stderr?: string };
  const lines = stderr.split('\n').filter((line) => /^npm (?:error|ERR!)/.test(line));
  const reason = lines.slice(0, MAX_LINES).map((line) => line.replace(/^npm (?:error|ERR!) ?/, ''));
  return new PackagingError(
    [
      `npm could not install ${external}, which external under custom: esbuild: of serverless.yml keeps out of the bundles:`,
      ...(reason.length > 0 ? reason : [error.message]).map((line) => `    ${line}`),
      'It needs the registry, and versions for Linux: correct dependencies in the service’s package.json, or try again.',
    ].join('\n'),
    { cause: error },
  );
}
