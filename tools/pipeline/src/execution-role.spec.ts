// What CloudFormation may do, against the template that would be deployed.
import { statementsOfRole } from './bootstrap';
import { HANDLER_ACTIONS } from './handler-actions';
import { readText } from './workspace-file';

const PACKAGED = 'apps/service/.serverless/cloudformation-template-update-stack.json';

const packaged = JSON.parse(readText(PACKAGED)) as {
  Resources: Record<string, { Type: string; Properties: { Tags?: { Key: string }[] } }>;
};

/** What `nx g …:handler` adds for an event source, and the template need not have. */
const GENERATED = ['AWS::Lambda::Permission'];

/** What of a network has tags. */
const TAGGED_NETWORK = new Set(
  ['InternetGateway', 'RouteTable', 'SecurityGroup', 'Subnet', 'VPC'].map(
    (one) => `AWS::EC2::${one}`,
  ),
);

/** What the names of resources are called, of those that have one. */
const NAMES = new Set(
  ['Alarm', 'Bucket', 'Cluster', 'Dashboard', 'Function', 'LogGroup', 'Queue', 'Role', 'Topic']
    .map((kind) => `${kind}Name`)
    .concat('Family', 'Name'),
);

/** A name as it is written; none for a reference to another resource's. */
function textOf(name: unknown): string[] {
  if (typeof name === 'string') return [name];
  const { 'Fn::Sub': text } = name as { 'Fn::Sub'?: string };
  return text === undefined ? [] : [text];
}

describe('the role of CloudFormation', () => {
  const granted = new Set(statementsOfRole('ExecutionRole').flatMap(({ actions }) => actions));
  const types = new Set(Object.values(packaged.Resources).map(({ Type }) => Type));
  const allowed = new Set([...types, ...GENERATED]);

  it('has what CloudFormation calls for each kind of resource that the template has or may get', () => {
    for (const type of allowed) {
      const missing = HANDLER_ACTIONS[type]?.filter((action) => !granted.has(action));
      expect({ type, missing }).toEqual({ type, missing: [] });
    }
  });

  it('has nothing else', () => {
    const needed = new Set([...allowed].flatMap((type) => HANDLER_ACTIONS[type] ?? []));
    expect([...granted].filter((action) => !needed.has(action))).toEqual([]);
    expect(Object.keys(HANDLER_ACTIONS).filter((type) => !allowed.has(type))).toEqual([]);
  });

  it('may make what the packaged template names, since each name begins with the service’s', () => {
    const names = Object.values(packaged.Resources).flatMap(({ Properties }) =>
      Object.entries(Properties).flatMap(([key, value]) => (NAMES.has(key) ? textOf(value) : [])),
    );
    expect(names).not.toHaveLength(0);
    expect(names.filter((name) => !/^(\/aws\/(lambda|ecs)\/)?immortal-/.test(name))).toEqual([]);
  });

  it('knows each part of the network by its Name', () => {
    for (const [id, { Type, Properties }] of Object.entries(packaged.Resources)) {
      if (!TAGGED_NETWORK.has(Type)) continue;
      expect({ id, tags: Properties.Tags }).toEqual({
        id,
        tags: expect.arrayContaining([
          { Key: 'Name', Value: expect.stringMatching(/^immortal-/) as unknown },
        ]) as unknown,
      });
    }
  });
});
