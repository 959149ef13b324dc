// `verify`: looks in a deployed stage at what AWS's documentation leaves open.
import { type Interruption } from '@immortal/shared/command-line';
import { clientsFor } from '../aws/clients';
import { confirmation } from '../cli/confirm';
import { RefusalError } from '../errors';
import { standardOutput } from '../output/output';
import { highestCost } from './cost';
import { optionsOf } from './options';
import { PROBES } from './probes';
import { exitCodeOf, report } from './report';
import { runProbes } from './run-probes';
import { readStage } from './stage';
import { Waiting } from './waiting';

export async function verify(args: readonly string[], interruption: Interruption): Promise<number> {
  const { place, yes, minutes, fillQuotaVcpus, ...options } = await optionsOf(args);
  const { signal } = interruption;
  const output = standardOutput(options);
  const confirm = confirmation({ yes, input: process.stdin, output: process.stderr, interruption });
  const clients = clientsFor(place);
  const stage = await readStage(place.stack, clients.lambda);
  output.note(planOf(stage.smokeFunction, fillQuotaVcpus));
  if (!(await confirm('Start?'))) throw new RefusalError('Nothing was started.');
  const findings = await runProbes(PROBES, {
    clients,
    stage,
    waiting: new Waiting({ signal, minutes }),
    note: output.note,
    ...(fillQuotaVcpus !== undefined && { fillQuotaVcpus }),
  });
  report(findings, stage.account, output);
  return exitCodeOf(findings);
}

function planOf(functionName: string, fillQuotaVcpus: number | undefined): string {
  const large =
    fillQuotaVcpus === undefined
      ? ''
      : ` Tasks of ${fillQuotaVcpus} vCPUs fill up the account’s quota for minutes: other tasks may have to wait.`;
  return (
    `${functionName} is rescued once, and three more tasks of its size are started and stopped.${large} ` +
    `This costs at most ${highestCost(fillQuotaVcpus).toFixed(2)} USD.`
  );
}
