// Describes in a few lines why npm could not install the packages that are not bundled.
import { PluginError } from '../errors';

const MAX_LINES = 5;

/** @param error the rejection of npm's run; its stderr has npm's own messages */
export function installError(error: Error, external: string): PluginError {
  const { stderr = '' } = error as { stderr?: string };
  const lines = stderr.split('\n').filter((line) => /^npm (?:error|ERR!)/.test(line));
  const reason = lines.slice(0, MAX_LINES).map((line) => line.replace(/^npm (?:error|ERR!) ?/, ''));
  return new PluginError(
    [
      `npm could not install ${external}, which external under custom: esbuild: in serverless.yml keeps out of the bundles:`,
      ...(reason.length > 0 ? reason : [error.message]).map((line) => `    ${line}`),
      'npm needs the registry, and versions for Linux: correct dependencies in the service’s package.json, or try again.',
    ].join('\n'),
    { cause: error },
  );
}
