// Compares the permissions of the service's own roles with the pipeline's boundary.
import { isScalar, isSeq, visit } from 'yaml';
import { readYaml } from '../workspace-file';
import { matches } from './allowed';
import { statementsOfStage } from './bootstrap';

/** Added by plugins during packaging. */
const ADDED = [
  'ecs:RunTask',
  'iam:PassRole',
  'kms:Decrypt',
  'lambda:GetFunction',
  'lambda:GetLayerVersion',
  'logs:PutLogEvents',
  's3:GetObject',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
];

/** The actions of identity-based statements; resource-based ones have a Principal. */
function actionsIn(file: string): string[] {
  const found: string[] = [];
  visit(readYaml(file), {
    Map: (_, map) => {
      if (map.has('Principal') || map.get('Effect') !== 'Allow') return;
      const written = map.get('Action', true) as unknown;
      const items = isSeq(written) ? written.items : [written];
      found.push(...items.flatMap((one) => (isScalar(one) ? String(one.value) : [])));
    },
  });
  return found;
}

it.each(['tools/serverless-plugin/resources/roles.yml', 'apps/service/resources/roles.yml'])(
  'the boundary allows all permissions of the roles in %s',
  (file) => {
    const allowed = statementsOfStage('Boundary').flatMap(({ effect, actions }) =>
      effect === 'Allow' ? actions : [],
    );
    const needed = [...actionsIn(file), ...ADDED];
    expect(needed.length).toBeGreaterThan(ADDED.length);
    const beyond = needed.filter((action) => !allowed.some((one) => matches(one, action)));
    expect(beyond).toEqual([]);
  },
);
