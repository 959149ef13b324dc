// The options of the probes.
import { oneOf, wholeNumber } from '@immortal/shared/command-line';
import { YES_OPTION } from '../cli/confirm';
import { parserOf } from '../cli/parser';
import { type Place, PLACE_OPTIONS, placeOf } from '../cli/place';
import { JSON_OPTION } from '../output/output';

export interface Options {
  readonly place: Place;
  readonly yes: boolean;
  readonly json: boolean;
  /** How long one wait may take. */
  readonly minutes: number;
  readonly fillQuotaVcpus?: number;
}

/** Fargate's sizes that one task of 2 GB a vCPU can have and that are worth a quota. */
const VCPUS = ['1', '2', '4', '8', '16'] as const;

const TEXT = { type: 'string', nargs: 1 } as const;

const PERMISSIONS = `It needs these permissions:
  lambda:GetFunction      the functions <service>-<stage>-smoke and <service>-<stage>-secondary
  lambda:InvokeFunction   the function <service>-<stage>-smoke
  ecs:RunTask             the task definition of the smoke function, with the condition ecs:cluster
  iam:PassRole            the two roles of this task definition
  ecs:ListTasks           *, with the condition ecs:cluster
  ecs:DescribeTasks, ecs:StopTask
                          the tasks of the cluster <service>-<stage>
  logs:GetLogEvents       the log group /aws/ecs/<service>-<stage>-runner
  logs:FilterLogEvents    the log group /aws/lambda/<service>-<stage>-secondary`;

/** @throws {UsageError} for an unknown option, and for a value that is not valid */
export async function optionsOf(args: readonly string[]): Promise<Options> {
  const options = await parserOf('verify', args)
    .usage(
      'Looks in a deployed stage at what AWS’s documentation leaves open, and prints what it saw.',
    )
    .options({
      ...PLACE_OPTIONS,
      minutes: { ...TEXT, default: '10', describe: 'how long each wait may take' },
      'fill-quota': {
        ...TEXT,
        describe: `fill up the account’s quota with two tasks of ${VCPUS.join(', ')} vCPUs, to see failures`,
      },
      ...YES_OPTION,
      ...JSON_OPTION,
    })
    .demandCommand(0, 0)
    .epilogue(PERMISSIONS)
    .parseAsync();
  const { fillQuota } = options;
  return {
    place: placeOf(options),
    yes: options.yes,
    json: options.json,
    minutes: wholeNumber('--minutes', options.minutes, 1, 60),
    ...(fillQuota !== undefined && {
      fillQuotaVcpus: Number(oneOf('--fill-quota', fillQuota, VCPUS)),
    }),
  };
}
