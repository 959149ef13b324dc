// Puts the rescue policies of all functions into the secondary's zip, where, unlike in a variable, they have no limit.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  formatRescuedFunctions,
  networkVariable,
  RESCUED_FUNCTIONS_VARIABLE,
  type RescuedFunctionEntry,
} from '@immortal/shared';
import { PluginError } from '../errors';
import { type Bundler, functionsOf, type Serverless } from '../framework';
import { isSecondary } from './secondary';
import { networkOf } from './task/network';

/** serverless-esbuild puts the files of this folder, followed by a function's key, into that function's zip alone. */
const ONLY = '__only_';

/**
 * Call it before serverless-esbuild bundles, and after its folder was cleared.
 *
 * @throws {PluginError} if the secondary is not bundled by serverless-esbuild, or would get a zip without the file
 */
export function writeStaticPolicy(serverless: Serverless, bundler: Bundler | undefined): void {
  const secondary = functionsOf(serverless).find(([, config]) => isSecondary(config));
  if (secondary === undefined) return; // rescues.ts says so, if any function is rescued
  const [key, { environment, skipEsbuild, package: own }] = secondary;
  if (bundler?.buildDirPath === undefined || skipEsbuild === true) {
    throw new PluginError(
      `functions.${key} is the secondary, and its zip has to contain the rescue policies. Let serverless-esbuild bundle it.`,
    );
  }
  // serverless-esbuild looks at the service's setting alone; the framework makes such a zip without that folder.
  if (own?.individually === true && serverless.service.package?.individually !== true) {
    throw new PluginError(
      `functions.${key} is the secondary, and has package: individually: true, but the service has not, so its zip would lack the rescue policies. Write package: individually: true for the service, or remove it from functions.${key}.`,
    );
  }
  const file = path.join(
    bundler.buildDirPath,
    `${ONLY}${key}`,
    String(environment?.[RESCUED_FUNCTIONS_VARIABLE]),
  );
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, formatRescuedFunctions(entriesOf(serverless)));
}

function entriesOf(serverless: Serverless): Map<string, RescuedFunctionEntry> {
  const rescued = functionsOf(serverless).filter(([, { rescue }]) => rescue !== undefined);
  return new Map(
    rescued.map(([, config]) => {
      const network = networkVariable(networkOf(config, serverless));
      return [config.name, { rescue: config.rescue, network }];
    }),
  );
}
