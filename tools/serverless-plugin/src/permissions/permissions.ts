// Adds to the roles of the stack the permissions that follow from the template and that the framework doesn't grant.
import { type PluginContext } from '../context';
import { functionsOf, type Serverless, templateOf } from '../framework';
import { type Hooks, TEMPLATE_COMPLETE } from '../hooks';
import { grantDestinations } from './destinations';
import { fitPolicies } from './fit-policies';
import { grantLogs } from './logs';
import { grantSources } from './sources';

/**
 * - Lets roles that functions share write the logs of these functions, and of no others.
 * - Lets roles send to `destinations:`, and read queues and streams.
 * - Warns if the policies of a role become too long for IAM.
 */
export function permissions({ serverless, log }: PluginContext): Hooks {
  const warn = log.warning.bind(log);
  return {
    [TEMPLATE_COMPLETE]: () => {
      const template = templateOf(serverless);
      grantAllLogs(serverless);
      grantDestinations(template, warn);
      grantSources(template);
      fitPolicies(template, warn); // last: only now are the policies complete
    },
  };
}

function grantAllLogs(serverless: Serverless): void {
  const { naming } = serverless.getProvider('aws');
  for (const [key, { role }] of functionsOf(serverless)) {
    if (role !== undefined) continue;
    grantLogs(
      naming.getLambdaLogicalId(key),
      naming.getLogGroupLogicalId(key),
      templateOf(serverless),
    );
  }
}
