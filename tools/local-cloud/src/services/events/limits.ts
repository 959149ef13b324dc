// What is not emulated of EventBridge: schedules, events of other sources than ECS, and targets other than queues and functions.
import type { Limits, Trigger } from '../../kernel/limits';
import type { Resource, Stack } from '../../kernel/template';
import { canMatch, isQueue, targetsOf } from './rules';

export const LIMITS: Limits = {
  isInactive: (resource) => resource.type === 'AWS::Events::Rule' && !canMatch(resource),
  phrases: (stack) =>
    stack
      .ofType('AWS::Events::Rule')
      .filter(canMatch)
      .flatMap((rule) => targets(rule, stack)),
  triggers: (stack) => {
    const rules = stack
      .ofType('AWS::Events::Rule')
      .filter(({ properties: { State } }) => State !== 'DISABLED');
    return [...rules.flatMap(schedule), ...rules.flatMap(ruleForOthers)];
  },
};

function schedule(rule: Resource): Trigger[] {
  const { ScheduleExpression: expression } = rule.properties;
  if (typeof expression !== 'string') return [];
  return [{ what: `the schedule ${expression} of ${rule.ref}`, target: targetsOf(rule)[0]?.Arn }];
}

/** Only ECS puts events on a bus here, so a rule that is only for other sources, or on another bus, never matches. */
function ruleForOthers(rule: Resource): Trigger[] {
  if (rule.properties['EventPattern'] === undefined || canMatch(rule)) return [];
  return [{ what: `the events of the rule ${rule.ref}`, target: targetsOf(rule)[0]?.Arn }];
}

/** The targets that receive events of ECS on AWS, but not here. */
function targets(rule: Resource, stack: Stack): string[] {
  const isFunction = (arn: string) => stack.byArn('AWS::Lambda::Function', arn) !== undefined;
  return targetsOf(rule)
    .map(({ Arn }) => String(Arn))
    .filter((arn) => !isQueue(arn, stack) && !isFunction(arn))
    .map((arn) => `the target ${arn} of the rule ${rule.ref}`);
}
