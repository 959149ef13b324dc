import { Metrics } from '@aws-lambda-powertools/metrics';
import { RescueMetrics } from './metrics';

const FUNCTION = 'immortal-dev-orders';

/** One line in CloudWatch's embedded metric format. */
const line = (name: string, unit: string, dimensions: string[], values: object) => ({
  _aws: {
    Timestamp: expect.any(Number) as unknown,
    CloudWatchMetrics: [
      {
        Namespace: 'ImmortalLambda',
        Dimensions: [dimensions],
        Metrics: [{ Name: name, Unit: unit }],
      },
    ],
  },
  service: 'immortal-dev',
  ...values,
});

describe('RescueMetrics', () => {
  let metrics: RescueMetrics;
  let written: unknown[];

  beforeEach(() => {
    process.env['POWERTOOLS_SERVICE_NAME'] = 'immortal-dev';
    process.env['POWERTOOLS_DEV'] = 'true'; // writes them to the console that the spec watches…
    process.env['POWERTOOLS_METRICS_DISABLED'] = 'false'; // …and enables them
    metrics = new RescueMetrics(new Metrics({ namespace: 'ImmortalLambda' }));
    written = [];
    jest.spyOn(console, 'log').mockImplementation((text: string) => {
      written.push(JSON.parse(text));
    });
  });

  it('counts by function, without a delay', () => {
    metrics.count('RescuesStarted', FUNCTION);
    expect(written).toEqual([
      line('RescuesStarted', 'Count', ['service', 'function'], {
        function: FUNCTION,
        RescuesStarted: 1,
      }),
    ]);
  });

  it('measures seconds by function', () => {
    metrics.time('TimeToLaunch', FUNCTION, 1.5);
    expect(written).toEqual([
      line('TimeToLaunch', 'Seconds', ['service', 'function'], {
        function: FUNCTION,
        TimeToLaunch: 1.5,
      }),
    ]);
  });

  it('counts tasks that failed to start for all functions together, as the alarm expects', () => {
    metrics.taskFailedToStart();
    expect(written).toEqual([
      line('TasksFailedToStart', 'Count', ['service'], { TasksFailedToStart: 1 }),
    ]);
  });

  it('separates the functions of one batch', () => {
    metrics.count('RescuesStarted', FUNCTION);
    metrics.count('RescuesStarted', 'immortal-dev-mails');
    metrics.taskFailedToStart();
    expect(written).toEqual([
      expect.objectContaining({ function: FUNCTION }),
      expect.objectContaining({ function: 'immortal-dev-mails' }),
      expect.not.objectContaining({ function: expect.anything() as unknown }),
    ]);
  });
});
