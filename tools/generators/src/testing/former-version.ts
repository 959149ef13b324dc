// For specs: a service that was upgraded from the version whose generators wrote the failure queue, its subscription and
// the dead letters themselves, and the permissions into a managed policy.
import { type Tree } from '@nx/devkit';
import { ROLES_YML, SERVERLESS_YML } from '../service-files';
import { serviceTree } from './service-tree';

const PERMISSIONS = `
      HandlerPermissions:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: ReadInputAndWriteResults
                Effect: Allow
                Action: [s3:GetObject, s3:PutObject]
                Resource: !Sub '\${DataBucket.Arn}/*'
`;
const SUBSCRIPTION = `      - sqs:
          arn: !GetAtt SpecimenFailures.Arn
          batchSize: 10
          maximumConcurrency: 5
          functionResponseType: ReportBatchItemFailures
`;
const QUEUE = `
      SpecimenFailures:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: \${self:service}-\${sls:stage}-specimen-failures
          MessageRetentionPeriod: 1209600
          VisibilityTimeout: 360
          SqsManagedSseEnabled: true
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt ParkedFailures.Arn
            maxReceiveCount: 25
`;
const DEAD_LETTER = `    deadLetter:
      targetArn:
        GetResourceArn: SpecimenFailures
`;
/** In roles.yml, where it is indented by as much as under HandlerPermissions in serverless.yml. */
const STATEMENT = /^ +- Sid: ReadSpecimenBucket\n(?: {16}.*\n){4}/m;

/** The service without its own functions of the former version. */
export function upgradedTree(): Tree {
  const tree = serviceTree();
  replace(tree, SERVERLESS_YML, /$/, PERMISSIONS);
  return tree;
}

/** Turns what `handler` wrote for `specimen` into what it formerly wrote. */
export function makeFormer(tree: Tree): void {
  makeFormerFunction(tree);
  replace(tree, SERVERLESS_YML, /^ +- sqs:\n +arn: !GetAtt StoppedTasks/m, `${SUBSCRIPTION}$&`);
  replace(tree, SERVERLESS_YML, /$/, QUEUE);
}

/** Only the lines of the function. */
export function makeFormerFunction(tree: Tree): void {
  replace(tree, SERVERLESS_YML, /^ {2}specimen:\n(?: {4,}(?!rescue:).*\n)+/m, `$&${DEAD_LETTER}`);
}

/** Moves the permission to read the bucket from the shared role to where it formerly was. */
export function makeFormerPermission(tree: Tree): void {
  const [statement = ''] = STATEMENT.exec(tree.read(ROLES_YML, 'utf8') ?? '') ?? [];
  replace(tree, ROLES_YML, STATEMENT, '');
  replace(
    tree,
    SERVERLESS_YML,
    /(?<=- Sid: ReadInputAndWriteResults\n(?:.*\n){3})/,
    () => statement,
  );
}

function replace(tree: Tree, file: string, from: RegExp, to: string | (() => string)): void {
  const before = tree.read(file, 'utf8') ?? '';
  const after = typeof to === 'string' ? before.replace(from, to) : before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${String(from)}`);
  tree.write(file, after);
}
