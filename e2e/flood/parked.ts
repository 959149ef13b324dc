// How many messages the parked queue has.
import { type Cloud } from '@immortal/local-cloud';
import { PARKED_QUEUE } from '../testbed/service';

export async function parkedMessages({ storage, stack }: Cloud): Promise<number> {
  const queue = stack
    .ofType('AWS::SQS::Queue')
    .find(({ attributes }) => attributes['QueueName'] === PARKED_QUEUE);
  const { visible, inFlight } = await storage.queueDepth(String(queue?.attributes['Arn']));
  return visible + inFlight;
}
