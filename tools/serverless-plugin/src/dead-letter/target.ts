// Resolves the `deadLetter:` of a function to the target in the template.
import { PluginError } from '../errors';
import { type DeadLetterConfig } from '../framework';
import { type Permission } from '../permissions/grant';
import { type Template } from '../template';

/** The logical ids of resources that serverless-plugin-lambda-dead-letter creates for `sqs:` and `sns:`. */
export interface CreatedResources {
  getLogicalIdForDlQueue(key: string): string;
  getLogicalIdForDlTopic(key: string): string;
}

/**
 * @param createdResources called only for `sqs:` and `sns:`
 * @returns the target and the action that Lambda needs on it; undefined if the configuration removes the target
 * @throws {PluginError} if it names a resource that is not a queue or a topic of the template
 */
export function resolveTarget(
  key: string,
  deadLetter: DeadLetterConfig,
  template: Template,
  createdResources: () => CreatedResources,
): Permission | undefined {
  if (deadLetter.sqs !== undefined) {
    return inTemplate(key, createdResources().getLogicalIdForDlQueue(key), template);
  }
  if (deadLetter.sns !== undefined) {
    return inTemplate(key, createdResources().getLogicalIdForDlTopic(key), template);
  }
  const { targetArn } = deadLetter;
  if (targetArn === undefined || targetArn === null || targetArn === '') return undefined;
  if (typeof targetArn === 'object') {
    return inTemplate(key, targetArn.GetResourceArn, template);
  }
  return {
    arn: targetArn,
    action: targetArn.includes(':sqs:') ? 'sqs:SendMessage' : 'sns:Publish',
  };
}

function inTemplate(key: string, logicalId: string, template: Template): Permission {
  switch (template.Resources[logicalId]?.Type) {
    case 'AWS::SQS::Queue':
      return { arn: { 'Fn::GetAtt': [logicalId, 'Arn'] }, action: 'sqs:SendMessage' };
    case 'AWS::SNS::Topic':
      return { arn: { Ref: logicalId }, action: 'sns:Publish' };
    case undefined:
      throw new PluginError(
        `functions.${key}.deadLetter names the resource "${logicalId}", which does not exist. ${remedy(template)}`,
      );
    default:
      throw new PluginError(
        `functions.${key}.deadLetter names the resource "${logicalId}", which is of type ` +
          `${String(template.Resources[logicalId]?.Type)}. Dead letters can go only to a queue or a topic. ${remedy(template)}`,
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
