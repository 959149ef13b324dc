// Where a person can watch the smoke test: in AWS's console, or in the console of the local cloud.
import { isAwsHost } from '../aws/aws-host';
import { logGroupLink, queueLink, taskLink } from '../aws/console-links';
import { taskIdIn } from '../stack';
import { type Names } from './names';

export interface Links {
  /** For the whole test, each with a label. */
  readonly ofRequest: readonly (readonly [string, string])[];
  /** For one container; undefined if the links of the request show it. */
  readonly ofTask: (taskArn: string) => string | undefined;
}

/** @param endpoint `AWS_ENDPOINT_URL`, if it is set */
export function linksOf(names: Names, requestId: string, endpoint: string | undefined): Links {
  return endpoint === undefined || isAwsHost(new URL(endpoint).hostname)
    ? awsLinks(names)
    : localLinks(endpoint, names.function, requestId);
}

function awsLinks({ region, account, cluster, ...names }: Names): Links {
  return {
    ofRequest: [
      ['its log', logGroupLink(region, `/aws/lambda/${names.function}`)],
      ['the log of the containers', logGroupLink(region, names.containerLogs)],
      ['its failure queue', queueLink(region, account, names.failureQueue)],
      ['what could not be rescued', queueLink(region, account, names.parkedQueue)],
    ],
    ofTask: (taskArn) => taskLink(region, cluster, taskIdIn(taskArn)),
  };
}

/** docs/console.md */
function localLinks(endpoint: string, functionName: string, requestId: string): Links {
  const [id, of] = [requestId, functionName].map(encodeURIComponent);
  const page = new URL(`/_local/console/#/rescues/${id}?of=${of}`, endpoint);
  return { ofRequest: [['the rescue', page.href]], ofTask: () => undefined };
}
