import { RESCUE_KEYS } from '@immortal/shared';
import { SettingError } from '../errors';
import { readSettings } from './settings';

describe('the settings', () => {
  it("default to Lambda's folders and ECS's stop timeout", () => {
    expect(readSettings({})).toEqual({
      taskRoot: '/var/task',
      runtimeDir: '/var/runtime',
      optDir: '/opt',
      stopTimeoutSeconds: 30,
      retryErrors: [],
      credentialsInEnvironment: false,
      prepareSeconds: 600,
      outputSeconds: 120,
    });
  });

  it('are read from variables, which options override', () => {
    const settings = readSettings(
      {
        LAMBDA_TASK_ROOT: '/code',
        RUNNER_MAX_SECONDS: '60',
        RUNNER_REPORTED_SECONDS: '30',
        RUNNER_RETRY_ERRORS: 'BusyError, TypeError',
        RUNNER_WARN_AFTER_SECONDS: '86400',
        RUNNER_STOP_TIMEOUT_SECONDS: '120',
        RUNNER_PREPARE_SECONDS: '60',
        RUNNER_OUTPUT_SECONDS: '1',
        RUNNER_RUNTIMES: 'nodejs22.x, nodejs24.x',
        RUNNER_CREDENTIALS_IN_ENVIRONMENT: 'true',
        _X_AMZN_TRACE_ID: 'Root=1',
      },
      { maxSeconds: { value: '90', label: '--max-seconds' } },
    );

    expect(settings).toMatchObject({
      taskRoot: '/code',
      maxSeconds: 90,
      reportedSeconds: 30,
      retryErrors: ['BusyError', 'TypeError'],
      warnAfterSeconds: 86_400,
      stopTimeoutSeconds: 120,
      prepareSeconds: 60,
      outputSeconds: 1,
      runtimes: ['nodejs22.x', 'nodejs24.x'],
      credentialsInEnvironment: true,
      traceId: 'Root=1',
    });
  });

  it('accept the longest time that a rescue policy can set, and nothing longer', () => {
    const { maximum } = RESCUE_KEYS.maximumSeconds;

    expect(readSettings({ RUNNER_MAX_SECONDS: `${maximum}` })).toMatchObject({
      maxSeconds: maximum,
    });
    expect(() => readSettings({ RUNNER_MAX_SECONDS: `${maximum + 1}` })).toThrow(SettingError);
  });

  it.each([
    ['RUNNER_MAX_SECONDS', ''],
    ['RUNNER_MAX_SECONDS', ' '],
    ['RUNNER_MAX_SECONDS', '0'],
    ['RUNNER_MAX_SECONDS', '-1'],
    ['RUNNER_MAX_SECONDS', '1.5'],
    ['RUNNER_MAX_SECONDS', '1e3'],
    ['RUNNER_MAX_SECONDS', '9999999999'],
    ['RUNNER_REPORTED_SECONDS', '0'],
    ['RUNNER_REPORTED_SECONDS', '2073601'],
    ['RUNNER_RETRY_ERRORS', ''],
    ['RUNNER_WARN_AFTER_SECONDS', ''],
    ['RUNNER_WARN_AFTER_SECONDS', '0'],
    ['RUNNER_WARN_AFTER_SECONDS', '1d'],
    ['RUNNER_WARN_AFTER_SECONDS', '2147484'],
    ['RUNNER_STOP_TIMEOUT_SECONDS', '1'],
    ['RUNNER_STOP_TIMEOUT_SECONDS', '121'],
    ['RUNNER_PREPARE_SECONDS', ''],
    ['RUNNER_PREPARE_SECONDS', '0'],
    ['RUNNER_PREPARE_SECONDS', '10m'],
    ['RUNNER_OUTPUT_SECONDS', '0'],
    ['RUNNER_OUTPUT_SECONDS', '86401'],
    ['RUNNER_RUNTIMES', ''],
    ['RUNNER_CREDENTIALS_IN_ENVIRONMENT', ''],
    ['RUNNER_CREDENTIALS_IN_ENVIRONMENT', 'yes'],
    ['LAMBDA_TASK_ROOT', ''],
  ])('refuse %s=%j by name', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(SettingError);
    expect(() => readSettings({ [name]: value })).toThrow(name);
  });
});
