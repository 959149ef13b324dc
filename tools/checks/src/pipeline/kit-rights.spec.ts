// What the service's own roles ask for, against the boundary that the pipeline gives them.
import { isScalar, isSeq, visit } from 'yaml';
import { matches } from './allowed';
import { statementsOfStage } from './bootstrap';
import { readYaml } from '../workspace-file';

/** Added by plugins while the service is packaged. */
const ADDED = ['lambda:GetLayerVersion', 'logs:PutLogEvents', 'sqs:SendMessage'];

/** The actions of all statements for identities; those of resources have a Principal. */
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

it.each(['tools/serverless-plugin/resources/roles.yml', 'apps/service/serverless.yml'])(
  'the boundary allows what %s gives to roles',
  (file) => {
    const allowed = statementsOfStage('Boundary').flatMap(({ effect, actions }) =>
      effect === 'Allow' ? actions : [],
    );
    const asked = [...actionsIn(file), ...ADDED];
    expect(asked.length).toBeGreaterThan(ADDED.length);
    const beyond = asked.filter((action) => !allowed.some((one) => matches(one, action)));
    expect(beyond).toEqual([]);
  },
);
