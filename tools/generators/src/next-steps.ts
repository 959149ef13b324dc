// What you can do with a function that was just made immortal.
import { type GeneratorCallback, logger } from '@nx/devkit';
import { roleId } from './rescued-function/names';
import { type RescuedFunction } from './rescued-function/rescued-function';
import { ROLES_YML, SERVERLESS_YML } from './service-files';

/** Lambda's own default. */
const DEFAULT_RETRIES = 2;

/** @param eventFile an event for the function */
export function nextSteps(fn: RescuedFunction, eventFile: string): GeneratorCallback {
  const { name, hasOwnRole, maximumRetryAttempts = DEFAULT_RETRIES } = fn;
  const start = `npm start -- --function ${name} --event ${eventFile}`;
  return () => {
    logger.info(
      [
        '',
        `${name} is immortal now: see functions.${name} in ${SERVERLESS_YML}.`,
        ...(hasOwnRole ? [`What it may do on AWS: ${roleId(name)} in ${ROLES_YML}.`] : []),
        'Watch a rescue, as if the function timed out in Lambda:',
        `  ${start} --fault attempt=timeout:${maximumRetryAttempts + 1}`,
        'Run it without faults:',
        `  ${start}`,
        'Check what will be deployed:',
        '  npx nx run-many -t lint typecheck test package -p service',
      ].join('\n'),
    );
  };
}
