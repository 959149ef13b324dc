// Where a function's dead letters go, read from its `deadLetter:` and expressed for the template.
import { DeadLetterError } from './errors';
import { type DeadLetterConfig, type Template, type TemplateValue } from './framework';

export interface Target {
  /** The ARN, as text or as an intrinsic function. */
  readonly arn: TemplateValue;
  /** What Lambda must be allowed to do on it. */
  readonly action: 'sqs:SendMessage' | 'sns:Publish' | 'lambda:InvokeFunction' | 'events:PutEvents';
}

/** The logical ids of resources that serverless-plugin-lambda-dead-letter makes for `sqs:` and `sns:`. */
export interface MadeResources {
  getLogicalIdForDlQueue(functionName: string): string;
  getLogicalIdForDlTopic(functionName: string): string;
}

/**
 * @param madeResources called only for `sqs:` and `sns:`
 * @returns undefined if the configuration takes the target away
 * @throws {DeadLetterError} if it names a resource that is no queue or topic of the template
 */
export function resolveTarget(
  functionName: string,
  deadLetter: DeadLetterConfig,
  template: Template,
  madeResources: () => MadeResources,
): Target | undefined {
  if (deadLetter.sqs !== undefined) {
    return inTemplate(functionName, madeResources().getLogicalIdForDlQueue(functionName), template);
  }
  if (deadLetter.sns !== undefined) {
    return inTemplate(functionName, madeResources().getLogicalIdForDlTopic(functionName), template);
  }
  const { targetArn } = deadLetter;
  if (targetArn === undefined || targetArn === null || targetArn === '') return undefined;
  if (typeof targetArn === 'object') {
    return inTemplate(functionName, targetArn.GetResourceArn, template);
  }
  return {
    arn: targetArn,
    action: targetArn.includes(':sqs:') ? 'sqs:SendMessage' : 'sns:Publish',
  };
}

function inTemplate(functionName: string, logicalId: string, template: Template): Target {
  switch (template.Resources[logicalId]?.Type) {
    case 'AWS::SQS::Queue':
      return { arn: { 'Fn::GetAtt': [logicalId, 'Arn'] }, action: 'sqs:SendMessage' };
    case 'AWS::SNS::Topic':
      return { arn: { Ref: logicalId }, action: 'sns:Publish' };
    case undefined:
      throw new DeadLetterError(
        `functions.${functionName}.deadLetter names the resource "${logicalId}", which does not exist. ${remedy(template)}`,
      );
    default:
      throw new DeadLetterError(
        `functions.${functionName}.deadLetter names the resource "${logicalId}", which is of type ` +
          `${String(template.Resources[logicalId]?.Type)}. Only a queue or a topic can take dead letters. ${remedy(template)}`,
      );
  }
}

function remedy(template: Template): string {
  const candidates = Object.entries(template.Resources)
    .filter(([, resource]) => /^AWS::(SQS::Queue|SNS::Topic)$/.test(resource?.Type ?? ''))
    .map(([logicalId]) => logicalId);
  return candidates.length === 0
    ? 'Add an AWS::SQS::Queue to resources.Resources and name it here.'
    : `Name one of ${candidates.join(', ')}.`;
}
