// A function requests another function's stored event: an address in its own failure queue is only a claim.
import { type AttackCloud, ATTACKER, VICTIM } from '../attack-cloud';

const SECRET = { secret: 'of the victim' };

export function foreignEvents(cloud: () => AttackCloud): void {
  const storedAt = (requestId: string) => `${VICTIM}/${requestId}.json`;
  const addresses: [string, string, (key: string) => string][] = [
    ['unchanged', 'foreign-1', (key) => cloud().addressOf(key)],
    [
      'as a path that leads there from another bucket',
      'foreign-2',
      (key) => cloud().addressOf(key).replace('s3://', 's3://another-bucket/../'),
    ],
    [
      'as a path that leads there from its own folder',
      'foreign-3',
      (key) => cloud().addressOf(`${ATTACKER}/../${key}`),
    ],
  ];

  it.each(addresses)(
    'a function does not get the event of another one: the address %s',
    async (_, requestId, addressOf) => {
      const key = storedAt(requestId);
      await cloud().putObject(key, JSON.stringify(SECRET));
      const attributes = { RequestID: requestId, EventS3: addressOf(key) };

      const refused = await cloud().attack(cloud().messageTo(ATTACKER, '{}', attributes));
      await cloud().settle();

      expect(refused).toEqual([undefined]);
      expect(cloud().ran).not.toContainEqual({ functionName: ATTACKER, event: SECRET });
      expect(cloud().parkedAs(requestId)).toHaveLength(1);
      await expect(cloud().readObject(key)).resolves.toBe(JSON.stringify(SECRET));
    },
  );
}
