// A function, or another sender, uses the request id of an event that is not its own.
import { type AttackCloud, ATTACKER, VICTIM } from '../attack-cloud';

const FORGED = { forged: true };
const FILLING = 'x'.repeat(9000);

export function foreignIds(cloud: () => AttackCloud): void {
  it('an event runs although another function used its request id before', async () => {
    const requestId = 'taken-1';
    const event = { order: 1 };
    const attributes = { RequestID: requestId };

    await cloud().attack(cloud().messageTo(ATTACKER, JSON.stringify(FORGED), attributes));
    await cloud().settle();
    await cloud().sendDeadLetter(VICTIM, requestId, event);
    await cloud().settle();

    expect(cloud().ran).toContainEqual({ functionName: ATTACKER, event: FORGED });
    expect(cloud().ran).toContainEqual({ functionName: VICTIM, event });
    expect(cloud().parkedAs(requestId)).toEqual([]);
  });

  it('a function can’t send to another function’s failure queue', async () => {
    const requestId = 'sent-1';
    const message = cloud().messageTo(VICTIM, JSON.stringify(FORGED), { RequestID: requestId });

    const [refused] = await cloud().attack(message);
    await cloud().settle();

    expect(refused).toMatch(/AccessDenied/);
    expect(cloud().ran).not.toContainEqual({ functionName: VICTIM, event: FORGED });
  });

  it('an event with the same request id does not overwrite a stored one', async () => {
    const requestId = 'stored-1';
    const event = { order: 2, fails: true, filling: FILLING };
    const forged = { ...FORGED, filling: FILLING };

    await cloud().sendDeadLetter(VICTIM, requestId, event);
    await cloud().settle();
    await cloud().sendDeadLetter(VICTIM, requestId, forged);
    await cloud().settle();

    const stored = await cloud().readObject(`${VICTIM}/${requestId}.json`);
    expect(stored).toBe(JSON.stringify(event));
    expect(cloud().parkedAs(requestId)).toMatchObject([
      { body: JSON.stringify(event) },
      {
        body: JSON.stringify(forged),
        attributes: {
          Reason: expect.stringContaining('Another event has the request id') as unknown,
        },
      },
    ]);
    expect(cloud().ran).not.toContainEqual({ functionName: VICTIM, event: forged });
  });

  it('an event is parked whole when another event in its queue has used its request id', async () => {
    const requestId = 'stored-2';
    const event = { order: 3, filling: FILLING };
    const forged = { ...FORGED, fails: true, filling: FILLING };

    await cloud().sendDeadLetter(VICTIM, requestId, forged);
    await cloud().settle();
    await cloud().sendDeadLetter(VICTIM, requestId, event);
    await cloud().settle();

    const bodies = cloud()
      .parkedAs(requestId)
      .map(({ body }) => body);
    expect(bodies).toEqual([JSON.stringify(forged), JSON.stringify(event)]);
  });

  it('a large event runs although an event with its request id was rescued and deleted before', async () => {
    const requestId = 'stored-3';
    const forged = { ...FORGED, filling: FILLING };
    const event = { order: 4, filling: FILLING };

    await cloud().sendDeadLetter(VICTIM, requestId, forged);
    await cloud().settle();
    await cloud().sendDeadLetter(VICTIM, requestId, event);
    await cloud().settle();

    expect(cloud().ran).toContainEqual({ functionName: VICTIM, event: forged });
    expect(cloud().ran).toContainEqual({ functionName: VICTIM, event });
    expect(cloud().parkedAs(requestId)).toEqual([]);
  });
}
