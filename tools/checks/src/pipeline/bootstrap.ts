// The bootstrap stacks, and what their roles may do in an account of the service `immortal`.
import { type PolicyHolder, type Samples, type Statement, statementsOf } from './statements';
import { readYaml } from '../workspace-file';

/** What an account has once, and what each stage has. */
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

/** Of the stack for one stage. */
export function samplesOf(stage: string): Samples {
  return {
    ...COMMON,
    Stage: stage,
    'AWS::StackId': `arn:aws:cloudformation:eu-west-1:000000000000:stack/bootstrap-immortal-${stage}/1`,
    'ExecutionRole.Arn': `arn:aws:iam::000000000000:role/bootstrap/immortal-${stage}-ExecutionRole`,
    Boundary: `arn:aws:iam::000000000000:policy/bootstrap/immortal-${stage}-Boundary`,
  };
}

/** By the path of the template. */
export const documents = new Map(TEMPLATES.map((file) => [file, readYaml(file)]));

function resourcesIn(file: (typeof TEMPLATES)[number]): Record<string, PolicyHolder> {
  return (documents.get(file)?.toJS() as { Resources: Record<string, PolicyHolder> }).Resources;
}

export const AccountResources = resourcesIn(ACCOUNT);
export const StageResources = resourcesIn(STAGE);

/** The policy of the ExecutionRole in which a project lists what its own kinds of resources need. */
const OWN_POLICY = 'yours';
/** How the statements of the boundary begin that a project has added. */
const OWN_STATEMENT = /^Yours/;

/** The kit's statements of a role, or of the boundary, of a stage. @throws {Error} if there is none of that name */
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
