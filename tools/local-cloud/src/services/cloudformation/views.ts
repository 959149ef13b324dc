// Stacks, their resources, events and change sets as CloudFormation shows them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Types.html
import type { Change } from './changes';
import type { ChangeSet } from './change-set';
import { parametersView } from './parameters';
import type { StackEvent } from './stack-event';
import type { StackRecord } from './stack-record';

export function stackView(record: StackRecord): object {
  const { request } = record.deployed ?? {};
  return {
    StackId: record.id,
    StackName: record.name,
    Description: descriptionOf(request?.template.json),
    CreationTime: record.createdAt,
    LastUpdatedTime: record.updatedAt,
    DeletionTime: record.deletedAt,
    StackStatus: record.status,
    StackStatusReason: record.statusReason,
    DisableRollback: false,
    EnableTerminationProtection: false,
    Capabilities: request?.capabilities,
    Parameters: request && parametersView(request.parameters, request.template.json),
    RoleARN: request?.roleArn,
    Tags: request?.tags,
    Outputs: [...record.outputs].map(([key, { value, description, exportName }]) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
  };
}

export function eventView({ name, id }: StackRecord, event: StackEvent): object {
  return {
    StackId: id,
    StackName: name,
    EventId: event.id,
    Timestamp: event.at,
    ...partView(event),
  };
}

/** @param timeMember what the time of the last event is called there */
export function resourceView(
  { name, id }: StackRecord,
  event: StackEvent,
  timeMember: 'Timestamp' | 'LastUpdatedTimestamp',
): object {
  return { StackId: id, StackName: name, [timeMember]: event.at, ...partView(event) };
}

function partView({ logicalId, ref, type, status, reason }: StackEvent): object {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: ref,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
  };
}

export function changeSetView({ name, id }: StackRecord, set: ChangeSet): object {
  const { request, changes = [] } = set;
  return {
    StackId: id,
    StackName: name,
    ChangeSetId: set.id,
    ChangeSetName: set.name,
    CreationTime: set.createdAt,
    Status: set.status,
    StatusReason: set.statusReason,
    ExecutionStatus: set.executionStatus,
    Capabilities: request.capabilities,
    Tags: request.tags,
    Parameters: parametersView(request.parameters, request.template.json),
    Changes: changes.map((change) => ({ Type: 'Resource', ResourceChange: changeView(change) })),
  };
}

function changeView({ action, logicalId, ref, type, isReplaced }: Change): object {
  return {
    Action: action,
    LogicalResourceId: logicalId,
    ResourceType: type,
    ...(action !== 'Add' && { PhysicalResourceId: ref }),
    ...(action === 'Modify' && { Replacement: isReplaced ? 'True' : 'False' }),
  };
}

export function descriptionOf(template: unknown): string | undefined {
  return (template as { Description?: string } | undefined)?.Description;
}
