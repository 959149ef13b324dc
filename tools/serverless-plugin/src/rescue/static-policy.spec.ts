import { fakeFramework } from '../testing/fake-framework';
import { writeStaticPolicy } from './static-policy';

const environment = { RESCUED_FUNCTIONS: 'rescued-functions.json' };

describe('writeStaticPolicy', () => {
  it('refuses a secondary that is packaged individually in a service that is not', () => {
    const { serverless } = fakeFramework({
      secondary: { environment, package: { individually: true } },
    });
    const bundler = { buildDirPath: '/nowhere' } as Parameters<typeof writeStaticPolicy>[1];
    expect(() => {
      writeStaticPolicy(serverless, bundler);
    }).toThrow(
      'functions.secondary is the secondary, and has package: individually: true, but the service has not, so its zip would lack the rescue policies.',
    );
  });
});
