// Where a person can watch what the smoke test does: in AWS's console, or in that of the local cloud.
import { logGroupLink, queueLink, taskLink } from './console-links';
import { type Names } from './names';

export interface Links {
  /** For the whole test, each with a word on what it leads to. */
  readonly ofRequest: readonly (readonly [string, string])[];
  /** For one container; undefined if those of the request show it. */
  readonly ofTask: (taskArn: string) => string | undefined;
}

/** Hosts of AWS in all partitions, also those in somebody's own network. */
const OF_AWS = /\.(amazonaws\.com(\.cn)?|api\.aws)$/;

/** @param endpoint `AWS_ENDPOINT_URL`, if it is set */
export function linksOf(names: Names, requestId: string, endpoint: string | undefined): Links {
  const isElsewhere = endpoint !== undefined && !OF_AWS.test(new URL(endpoint).hostname);
  return isElsewhere ? localLinks(endpoint, names.function, requestId) : awsLinks(names);
}

function awsLinks(names: Names): Links {
  return {
    ofRequest: [
      ['its log', logGroupLink(names, `/aws/lambda/${names.function}`)],
      ['the log of the containers', logGroupLink(names, names.containerLogs)],
      ['its failure queue', queueLink(names, names.failureQueue)],
      ['what could not be rescued', queueLink(names, names.parkedQueue)],
    ],
    ofTask: (taskArn) => taskLink(names, taskArn),
  };
}

/** docs/console.md */
function localLinks(endpoint: string, functionName: string, requestId: string): Links {
  const [id, of] = [requestId, functionName].map(encodeURIComponent);
  const page = new URL(`/_local/console/#/rescues/${id}?of=${of}`, endpoint);
  return { ofRequest: [['the rescue', page.href]], ofTask: () => undefined };
}
