// The bootstrap stack, and what its roles may do in an account of the service `immortal`.
import { type PolicyHolder, type Samples, type Statement, statementsOf } from './statements';
import { readYaml } from './workspace-file';

export const BOOTSTRAP = '.github/bootstrap.yml';

export const SAMPLES: Samples = {
  ...{ Service: 'immortal', 'AWS::Partition': 'aws', 'AWS::Region': 'eu-west-1' },
  'AWS::AccountId': '000000000000',
  'AWS::StackId': 'arn:aws:cloudformation:eu-west-1:000000000000:stack/bootstrap-immortal/1',
  'RunnerRepository.Arn': 'arn:aws:ecr:eu-west-1:000000000000:repository/immortal-runner',
  'ExecutionRole.Arn': 'arn:aws:iam::000000000000:role/bootstrap/immortal-ExecutionRole',
  'DeploymentBucket.Arn': 'arn:aws:s3:::deployments-immortal-000000000000-eu-west-1',
};

export const document = readYaml(BOOTSTRAP);

export const { Resources } = document.toJS() as { Resources: Record<string, PolicyHolder> };

/** The policy of the ExecutionRole in which a project lists what its own kinds of resources need. */
const OWN_POLICY = 'yours';

/** The kit's statements of a role. @throws {Error} if there is no such role */
export function statementsOfRole(name: string): Statement[] {
  const role = Resources[name];
  if (!role) throw new Error(`${BOOTSTRAP} has no ${name}.`);
  const { Policies = [], ...others } = role.Properties;
  const kit = Policies.filter(({ PolicyName }) => PolicyName !== OWN_POLICY);
  return statementsOf({ ...role, Properties: { ...others, Policies: kit } }, SAMPLES);
}
