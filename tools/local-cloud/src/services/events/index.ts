// EventBridge: the default bus, on which ECS puts its events. It has no API here.
import type { AwsService } from '../../kernel/aws-service';
import { LIMITS } from './limits';
import { RESOURCE_TYPES } from './resource-types';

export const events: AwsService<unknown> = {
  name: 'events',
  title: 'EventBridge',
  faults: {
    'events.deliver': {
      duplicate: 'EventBridge delivers an event twice.',
      reorder: 'EventBridge delivers an event after the next one, or a second late.',
      bare: 'An event of a task lacks the variables of its overrides, as in AWS’s sample of it.',
    },
  },
  resourceTypes: RESOURCE_TYPES,
  limits: LIMITS,
};
