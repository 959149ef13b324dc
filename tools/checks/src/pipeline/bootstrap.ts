// The bootstrap stacks, and the permissions of their roles in an account of the service `immortal`.
import { readYaml } from '../workspace-file';
import { type PolicyHolder, type Samples, type Statement, statementsOf } from './statements';

/** The stack of an account, and the stack of a stage. */
export const TEMPLATES = ['.github/bootstrap.yml', '.github/bootstrap-stage.yml'] as const;

const [ACCOUNT, STAGE] = TEMPLATES;

const COMMON: Samples = {
  Service: 'immortal',
  GitHubRepository: 'repo:octo@1/lambda@2',
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '000000000000',
};

const ACCOUNT_SAMPLES: Samples = {
  ...COMMON,
  'RunnerRepository.Arn': 'arn:aws:ecr:eu-west-1:000000000000:repository/immortal-runner',
};

/** Sample names in the stack of a stage. */
export function samplesOf(stage: string): Samples {
  return {
    ...COMMON,
    Stage: stage,
    'AWS::StackId': `arn:aws:cloudformation:eu-west-1:000000000000:stack/bootstrap-immortal-${stage}/1`,
    'ExecutionRole.Arn': `arn:aws:iam::000000000000:role/bootstrap/immortal-${stage}-ExecutionRole`,
    Boundary: `arn:aws:iam::000000000000:policy/bootstrap/immortal-${stage}-Boundary`,
  };
}

/** The parsed templates by path. */
export const documents = new Map(TEMPLATES.map((file) => [file, readYaml(file)]));

function resourcesIn(file: (typeof TEMPLATES)[number]): Record<string, PolicyHolder> {
  return (documents.get(file)?.toJS() as { Resources: Record<string, PolicyHolder> }).Resources;
}

export const AccountResources = resourcesIn(ACCOUNT);
export const StageResources = resourcesIn(STAGE);

/** The policy of the ExecutionRole for a project's own types of resources. */
const OWN_POLICY = 'yours';
/** The Sids of statements that a project adds to the boundary. */
const OWN_STATEMENT = /^Yours/;

/** The kit's statements of a stage's role or boundary. @throws {Error} if there is none with that name */
export function statementsOfStage(name: string, stage = 'dev'): Statement[] {
  return kitStatements(StageResources[name], name, samplesOf(stage));
}

/** The statements of the role that pushes the image. */
export function statementsOfImageRole(): Statement[] {
  return kitStatements(AccountResources['ImageRole'], 'ImageRole', ACCOUNT_SAMPLES);
}

function kitStatements(holder: PolicyHolder | undefined, name: string, samples: Samples) {
  if (!holder) throw new Error(`${TEMPLATES.join(' and ')} have no ${name}.`);
  const { Policies = [], ...others } = holder.Properties;
  const kit = Policies.filter(({ PolicyName }) => PolicyName !== OWN_POLICY);
  return statementsOf({ ...holder, Properties: { ...others, Policies: kit } }, samples).filter(
    ({ sid }) => !OWN_STATEMENT.test(sid),
  );
}
