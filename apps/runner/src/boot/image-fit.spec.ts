import { RefusalError } from '../errors';
import { assertFits } from './image-fit';

const FUNCTION = { functionName: 'orders', runtime: 'nodejs24.x', architecture: 'x86_64' };
const IMAGE = { runtimes: ['nodejs24.x'], arch: 'x64' };

describe('an image', () => {
  it.each([
    ['its own runtime', FUNCTION, IMAGE],
    ['a custom runtime', { ...FUNCTION, runtime: 'provided.al2023' }, IMAGE],
    ['arm64', { ...FUNCTION, architecture: 'arm64' }, { ...IMAGE, arch: 'arm64' }],
    [
      'any Node.js version if it declares no runtimes',
      { ...FUNCTION, runtime: 'nodejs18.x' },
      { arch: 'x64' },
    ],
    ['Python if it declares no runtimes', { ...FUNCTION, runtime: 'python3.13' }, { arch: 'x64' }],
    ['any architecture if it declares no runtimes', FUNCTION, { arch: 'arm64' }],
  ])('accepts a function with %s', (_what, wanted, image) => {
    expect(() => {
      assertFits(wanted, image);
    }).not.toThrow();
  });

  it.each([
    ['another version', { runtime: 'nodejs22.x' }, IMAGE, 'this image provides nodejs24.x'],
    [
      'another version, with the remedy',
      { runtime: 'nodejs22.x' },
      IMAGE,
      '--for nodejs22.x/x86_64 --push',
    ],
    ['another language', { runtime: 'python3.13' }, IMAGE, 'runtime python3.13'],
    ['another architecture', { architecture: 'arm64' }, IMAGE, 'is built for arm64'],
    [
      'another language, if it declares no runtimes',
      { runtime: 'java21' },
      { arch: 'x64' },
      'RUNNER_RUNTIMES',
    ],
  ])('refuses a function with %s', (_what, wanted, image, message) => {
    const act = () => {
      assertFits({ ...FUNCTION, ...wanted }, image);
    };

    expect(act).toThrow(RefusalError);
    expect(act).toThrow(message);
  });
});
