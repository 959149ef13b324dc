// What a person can do with a function that has just become immortal.
import { type GeneratorCallback, logger } from '@nx/devkit';
import { type RescuedFunction } from './rescued-function/rescued-function';
import { SERVERLESS_YML } from './service-files';

/** Lambda's own default. */
const DEFAULT_RETRIES = 2;

/** @param eventFile with an event for it; without one, a word stands in its place */
export function nextSteps(fn: RescuedFunction, eventFile = 'FILE'): GeneratorCallback {
  const { name, maximumRetryAttempts = DEFAULT_RETRIES } = fn;
  const start = `npm start -- --function ${name} --event ${eventFile}`;
  return () => {
    logger.info(
      [
        '',
        `${name} is immortal now: see functions.${name} in ${SERVERLESS_YML}. Next:`,
        '  npx nx run-many -t lint typecheck test package -p service',
        `  ${start}`,
        'The same as if it took too long in Lambda, so that you see it rescued:',
        `  ${start} --fault attempt=timeout:${maximumRetryAttempts + 1}`,
      ].join('\n'),
    );
  };
}
