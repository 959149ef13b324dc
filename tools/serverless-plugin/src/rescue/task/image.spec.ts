import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PluginError } from '../../errors';
import { fakeFramework } from '../../testing/fake-framework';
import { imageOf, writeImagePairs } from './image';

const folder = mkdtempSync(path.join(os.tmpdir(), 'image-'));
const serviceDir = path.join(folder, 'apps/service');
mkdirSync(path.join(folder, 'apps/runner'), { recursive: true });
mkdirSync(serviceDir);
writeFileSync(
  path.join(folder, 'apps/runner/runtimes.txt'),
  '# RUNTIME BASE_IMAGE\nnodejs24.x  base/nodejs:24  runner\n\npython3.13 base/python:3.13 # a comment\n',
);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const REPOSITORY = '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/shop-runner';
const WORKSPACE = path.join(__dirname, '../../../../../apps/service');

function image(properties: object, custom: object = {}, dir = serviceDir) {
  const { serverless } = fakeFramework({});
  const service = { ...serverless.service, custom };
  const fn = { key: 'orders', properties: { Runtime: 'nodejs24.x', ...properties } };
  return imageOf(fn, { service, serviceDir: dir });
}

function refusal(...given: Parameters<typeof image>): string {
  try {
    image(...given);
  } catch (error) {
    expect(error).toBeInstanceOf(PluginError);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe("the image of a function's container", () => {
  it("is by convention in the service's repository, with the function's runtime and architecture", () => {
    expect(image({ Runtime: 'python3.13', Architectures: ['arm64'] })).toEqual({
      pair: 'python3.13/arm64',
      architecture: 'arm64',
      image: { 'Fn::Sub': `${REPOSITORY}:python3.13-arm64` },
    });
  });

  it("is for x86_64, Lambda's default, if the function says nothing else", () => {
    expect(image({})).toMatchObject({ pair: 'nodejs24.x/x86_64', architecture: 'x86_64' });
  });

  it.each([
    ['registry/runner@sha256:1f6c', 'registry/runner@sha256:1f6c'],
    ['${AWS::AccountId}/runner:1', { 'Fn::Sub': '${AWS::AccountId}/runner:1' }],
    [{ 'Fn::ImportValue': 'image' }, { 'Fn::ImportValue': 'image' }],
  ])('is what custom.runnerImages names: %j', (named, expected) => {
    expect(image({}, { runnerImages: { 'nodejs24.x/x86_64': named } }).image).toEqual(expected);
  });

  it.each([[undefined], [null], [{}], [''], ['{}']])(
    'is by convention if custom.runnerImages is %j',
    (none) => {
      expect(image({}, { runnerImages: none }).image).toEqual({
        'Fn::Sub': `${REPOSITORY}:nodejs24.x-x86_64`,
      });
    },
  );

  it('is what custom.runnerImages names as JSON text, as it is in a variable of the environment', () => {
    expect(image({}, { runnerImages: '{"nodejs24.x/x86_64":"registry/runner:1"}' }).image).toBe(
      'registry/runner:1',
    );
  });

  it('is refused if custom.runnerImages has images, but not this one', () => {
    const runnerImages = { 'nodejs24.x/arm64': 'a', 'python3.13/x86_64': 'b' };
    expect(refusal({}, { runnerImages })).toBe(
      'functions.orders needs the image for nodejs24.x/x86_64, and custom.runnerImages has only nodejs24.x/arm64, python3.13/x86_64. Build it (docker/build-image.sh --for nodejs24.x/x86_64), and add it there.',
    );
  });

  it('is refused if custom.runnerImages leaves it empty', () => {
    expect(refusal({}, { runnerImages: { 'nodejs24.x/x86_64': ' ' } })).toContain('gives it " "');
  });

  it.each([['registry/runner:1'], [['registry/runner:1']], [7], ['null']])(
    'is refused if custom.runnerImages is no map but %j',
    (runnerImages) => {
      expect(refusal({}, { runnerImages })).toBe(
        `custom.runnerImages is ${JSON.stringify(runnerImages)}. Write a map of <runtime>/<architecture>, such as nodejs24.x/x86_64, to an image, or its JSON text.`,
      );
    },
  );

  it('is refused if the one image of earlier versions is left over', () => {
    expect(refusal({}, { runnerImage: 'registry/runner:1' })).toMatch(
      /^custom\.runnerImage is "registry\/runner:1", which no longer has a meaning: .* Replace it by custom\.runnerImages/,
    );
  });

  it.each([['nodejs20.x'], [{ Ref: 'Runtime' }], [undefined]])(
    'is refused for the runtime %j, which has none',
    (Runtime) => {
      expect(refusal({ Runtime })).toBe(
        `functions.orders has rescue:, but no image of the runner can be built for its runtime ${JSON.stringify(Runtime)}. Use nodejs24.x, python3.13, or remove its rescue:.`,
      );
    },
  );

  it.each([[['mips']], [[{ Ref: 'Architecture' }]], [[]], [{ Ref: 'Architectures' }]])(
    'is refused for the architectures %j',
    (Architectures) => {
      expect(refusal({ Architectures })).toMatch(
        /^functions\.orders has rescue:, but its architecture is .* Write x86_64 or arm64\.$/,
      );
    },
  );

  it('may be for any runtime outside a workspace of this kind', () => {
    expect(image({ Runtime: 'nodejs99.x' }, {}, folder).pair).toBe('nodejs99.x/x86_64');
  });
});

describe('the list of runtimes', () => {
  const text = readFileSync(path.join(WORKSPACE, '../runner/runtimes.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('gives each runtime once, with a base image of AWS and a target', () => {
    const form = /^[a-z]+[0-9.a-z]+ +public\.ecr\.aws\/lambda\/[a-z]+:[0-9.a-z]+ +[a-z-]+$/;
    expect(lines.filter((line) => !form.test(line))).toEqual([]);
    expect(new Set(lines.map((line) => line.split(' ')[0])).size).toBe(lines.length);
  });

  it.each(lines.map((line) => line.split(' ')[0] ?? ''))('lets %s be rescued', (Runtime) => {
    for (const architecture of ['x86_64', 'arm64']) {
      const { pair } = image({ Runtime, Architectures: [architecture] }, {}, WORKSPACE);
      expect(pair).toBe(`${Runtime}/${architecture}`);
    }
  });
});

describe('the pairs that a service needs', () => {
  it('are written once each, sorted', () => {
    const pairs = ['python3.13/arm64', 'nodejs24.x/x86_64', 'python3.13/arm64'];
    writeImagePairs(
      pairs.map((pair) => ({ pair })),
      serviceDir,
    );
    const file = path.join(serviceDir, '.serverless/runner-images.json');
    expect(readFileSync(file, 'utf8')).toBe('["nodejs24.x/x86_64","python3.13/arm64"]\n');
  });
});
