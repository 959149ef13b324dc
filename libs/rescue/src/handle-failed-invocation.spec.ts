import { ListTasksCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { handleMessage } from './handle-message';
import { deps, ecs, launched, measured, resetAws, s3, sent } from './testing/aws';
import {
  aRecord,
  DEAD_LETTER_ATTRIBUTES,
  FAILURE_QUEUE,
  FUNCTION,
  PARKED,
  REQUEST_ID,
  type RecordChange,
  rescuedFunctions,
} from './testing/fixtures';

const rescued = (change: RecordChange = {}, policy: object = {}) =>
  handleMessage(aRecord(change), deps({ functions: rescuedFunctions({ [FUNCTION]: policy }) }));
const FAILED_BY_ITSELF = { ...DEAD_LETTER_ATTRIBUTES, ErrorMessage: 'boom' };

describe('a failed invocation', () => {
  beforeEach(resetAws);

  it('starts a container for an event that Lambda gave up on', async () => {
    await rescued();
    expect(launched()).toEqual([`${FUNCTION}/${REQUEST_ID}/1`]);
    expect(ecs.commandCalls(ListTasksCommand)).toHaveLength(0);
    expect(sent()).toEqual([]);
    expect(measured).toEqual([`RescuesStarted ${FUNCTION}`, `TimeToLaunch ${FUNCTION} 1.5`]);
  });

  it('starts the next attempt without counting another rescue', async () => {
    await rescued({ attributes: { ...DEAD_LETTER_ATTRIBUTES, Attempts: '1', FirstAttempt: '1' } });
    expect(launched()).toEqual([`${FUNCTION}/${REQUEST_ID}/2`]);
    expect(measured).toEqual([]);
  });

  it('counts a new round as another rescue', async () => {
    await rescued({ attributes: { ...DEAD_LETTER_ATTRIBUTES, Attempts: '3', Reason: 'tired' } });
    expect(launched()).toEqual([`${FUNCTION}/${REQUEST_ID}/4`]);
    expect(measured).toContain(`RescuesStarted ${FUNCTION}`);
  });

  it('is parked without a container if the policy does not rescue it', async () => {
    await rescued({ attributes: FAILED_BY_ITSELF }, { rescueOn: 'timeout' });
    expect(ecs.calls()).toHaveLength(0);
    expect(sent()).toEqual([
      {
        queue: PARKED,
        body: '{ "id": 1.0 }',
        attributes: {
          ...FAILED_BY_ITSELF,
          Attempts: '1',
          Reason: expect.stringContaining(
            '(rescueOn: timeout). Lambda gave up with: boom',
          ) as unknown,
          Function: FUNCTION,
          Queue: FAILURE_QUEUE,
        },
        delaySeconds: undefined,
      },
    ]);
    expect(measured).toEqual([`RescuesParked ${FUNCTION}`]);
  });

  it.each([
    ['was sent by hand, without an id', {}],
    ['was moved back', { ...FAILED_BY_ITSELF, Attempts: '1', Reason: 'rescueOn: timeout' }],
  ])(
    'starts a container for an event that %s, even with rescueOn: timeout',
    async (_, attributes) => {
      await rescued({ attributes }, { rescueOn: 'timeout' });
      expect(launched()).toHaveLength(1);
      expect(sent()).toEqual([]);
    },
  );

  it('counts nothing while there is no capacity', async () => {
    ecs.on(RunTaskCommand).resolves({ failures: [{ reason: 'Capacity is unavailable' }] });
    await expect(rescued()).rejects.toThrow('Capacity is unavailable');
    expect(measured).toEqual([]);
  });

  it('is parked unchanged, without a container, if its function has no policy', async () => {
    await handleMessage(aRecord(), deps({ functions: new Map() }));
    expect([...ecs.calls(), ...s3.calls()]).toEqual([]);
    expect(sent()).toMatchObject([{ queue: PARKED, body: '{ "id": 1.0 }' }]);
  });
});
