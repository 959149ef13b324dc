// What the container suite can't test on every engine: how docker/build-image.sh calls the client, above all buildx.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inWorkspace, readText } from '../workspace-file';

const CLIENT = inWorkspace('tools/checks/fixtures/docker.cjs');
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const REPOSITORY = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/immortal-runner';
const RUNTIMES = readText('apps/runner/runtimes.txt')
  .split('\n')
  .filter((line) => /^[a-z]/.test(line))
  .map((line) => line.split(/ +/) as [runtime: string, base: string, target: string]);
/** One for each target of the Dockerfile. */
const EXAMPLES = [...new Map(RUNTIMES.map((one) => [one[2], one])).values()];

const folder = mkdtempSync(path.join(tmpdir(), 'build-image-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Env = Readonly<Record<string, string>>;

function call(script: string, args: readonly string[], env: Env = { DIGEST }) {
  const callsFile = path.join(mkdtempSync(path.join(folder, 'run-')), 'calls');
  writeFileSync(callsFile, '');
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(inWorkspace(script), args, {
    env: { PATH, TMPDIR: folder, DOCKER: CLIENT, CALLS_FILE: callsFile, ...env },
    encoding: 'utf8',
  });
  const calls = readFileSync(callsFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as string[]);
  const builds = calls.filter((one) => /^(buildx )?build /.test(one.join(' ')));
  const cached = calls.filter(([command]) => command === 'run');
  return { status, stdout, stderr, builds, cached, build: builds[0] };
}

function push(env: Env, ...args: string[]) {
  return call('docker/build-image.sh', [...args, '--push', `${REPOSITORY}:abc`], env);
}

function pushAll(needed: string, tagged = `${REPOSITORY}:abc`) {
  const file = path.join(mkdtempSync(path.join(folder, 'needed-')), 'runner-images.json');
  writeFileSync(file, needed);
  return call('docker/build-images.sh', ['--push', tagged, file]);
}

/** The value of an option of a build, or of a build argument. */
function valueIn(build: readonly string[] = [], name: string): string | undefined {
  const argument = build.find((one) => one.startsWith(`${name}=`));
  return argument?.slice(name.length + 1) ?? build[build.indexOf(name) + 1];
}

function partsOf(build: readonly string[] | undefined): Record<string, string | undefined> {
  const names = ['--platform', '--target', 'BASE_IMAGE', 'RUNTIMES'];
  return Object.fromEntries(names.map((name) => [name, valueIn(build, name)]));
}

describe('apps/runner/runtimes.txt', () => {
  it('names only targets of the Dockerfile', () => {
    expect(EXAMPLES.length).toBeGreaterThan(1);
    const dockerfile = readText('apps/runner/Dockerfile');
    for (const [, , target] of EXAMPLES) {
      expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'));
    }
  });
});

describe('docker/build-image.sh --for', () => {
  it.each(EXAMPLES)('builds for %s on %s, target %s', (runtime, base, target) => {
    const { build } = push({ DIGEST }, '--for', `${runtime}/x86_64`);
    expect(partsOf(build)).toEqual({
      '--platform': 'linux/amd64',
      '--target': target,
      BASE_IMAGE: base,
      RUNTIMES: runtime,
    });
  });

  it('builds for arm64 without running anything', () => {
    const { build, cached, stderr } = push({ DIGEST }, '--for', 'nodejs22.x/arm64');
    expect(valueIn(build, '--platform')).toBe('linux/arm64');
    expect(cached).toEqual([]);
    expect(stderr).toContain('no code cache: this engine does not run linux/arm64');
  });

  it('creates the code cache with the image’s own Node.js where the engine runs it', () => {
    const arm = push({ DIGEST, ENGINE: 'arm64' }, '--for', 'nodejs22.x/arm64');
    expect(arm.cached).toEqual([expect.arrayContaining(['public.ecr.aws/lambda/nodejs:22'])]);
    const python = push({ DIGEST }, '--for', 'python3.13/x86_64');
    expect(python.cached).toEqual([expect.arrayContaining(['public.ecr.aws/lambda/nodejs:24'])]);
    expect(valueIn(python.build, 'NODE_IMAGE')).toBe('public.ecr.aws/lambda/nodejs:24');
  });

  it('builds for this engine’s processor without --for and --push', () => {
    const env = { BASE_IMAGE: 'public.ecr.aws/lambda/nodejs:24' };
    const { build } = call('docker/build-image.sh', [], env);
    expect(build).not.toContain('--platform');
    expect(valueIn(build, 'RUNTIMES')).toBe('nodejs24.x');
  });

  it.each([
    ['java9/x86_64', 'there is no image for "java9". apps/runner/runtimes.txt has: nodejs24.x '],
    ['nodejs24.x', '"nodejs24.x" has no architecture x86_64 or arm64'],
    ['nodejs24.x/riscv', '"nodejs24.x/riscv" has no architecture x86_64 or arm64'],
  ])('refuses %s in one line before it builds', (pair, message) => {
    const { status, stdout, stderr, builds } = push({ DIGEST }, '--for', pair);
    expect({ status, stdout, builds }).toEqual({ status: 1, stdout: '', builds: [] });
    expect(stderr).toContain(`build-image: ${message}`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('docker/build-images.sh', () => {
  it('pushes each needed image and no other, and prints the value of RUNNER_IMAGES', () => {
    const { builds, stdout } = pushAll('["nodejs24.x/arm64", "python3.13/x86_64"]\n');
    expect(builds.map((build) => valueIn(build, '--output')?.split(',')[1])).toEqual([
      `name=${REPOSITORY}:abc-nodejs24.x-arm64`,
      `name=${REPOSITORY}:abc-python3.13-x86_64`,
    ]);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(stdout)).toEqual({
      'nodejs24.x/arm64': `${REPOSITORY}@${DIGEST}`,
      'python3.13/x86_64': `${REPOSITORY}@${DIGEST}`,
    });
  });

  it('pushes to the tag that serverless.yml names by default if it is given none', () => {
    const { builds } = pushAll('["nodejs24.x/x86_64"]', REPOSITORY);
    expect(valueIn(builds[0], '--output')).toContain(`name=${REPOSITORY}:nodejs24.x-x86_64,`);
  });

  it('prints an empty object for a service without rescued functions', () => {
    expect(pushAll('[]')).toMatchObject({ status: 0, stdout: '{}\n', builds: [] });
  });

  it('prints nothing if one image can’t be built', () => {
    const { status, stdout, stderr } = pushAll('["nodejs24.x/x86_64","java9/arm64"]');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('there is no image for "java9"');
  });

  it.each(['', '{}', '["nodejs24.x"]', '["$(id)/x"]'])('refuses a file with %j', (needed) => {
    const { status, stdout, stderr, builds } = pushAll(needed);
    expect({ status, stdout, builds }).toEqual({ status: 1, stdout: '', builds: [] });
    expect(stderr).toContain('is not a JSON array of RUNTIME/ARCHITECTURE');
  });

  it('refuses a missing file', () => {
    const { stderr } = call('docker/build-images.sh', ['--push', REPOSITORY, '/nowhere.json']);
    expect(stderr).toContain('/nowhere.json is missing. Package the service');
  });
});

describe('a tag that exists already', () => {
  const EXISTING = `${REPOSITORY}@${DIGEST}`;
  const pushTo = (tag: string) =>
    call('docker/build-image.sh', ['--push', `${REPOSITORY}:${tag}`], { DIGEST, EXISTING });

  it('is not pushed again, and its digest is printed', () => {
    expect(pushTo('abc-nodejs24.x-x86_64')).toMatchObject({ stdout: `${EXISTING}\n`, builds: [] });
  });

  it('is pushed again if serverless.yml names it by default', () => {
    expect(pushTo('nodejs24.x-x86_64').builds).toHaveLength(1);
  });
});

describe('docker/build-image.sh --push with buildx', () => {
  it('prints the digest from buildx', () => {
    const { stdout, status } = push({ DIGEST });
    expect({ stdout, status }).toEqual({ stdout: `${REPOSITORY}@${DIGEST}\n`, status: 0 });
  });

  it('builds for Node.js 24 on x86_64 by default', () => {
    expect(partsOf(push({ DIGEST }).build)).toEqual({
      '--platform': 'linux/amd64',
      '--target': 'runner',
      BASE_IMAGE: 'public.ecr.aws/lambda/nodejs:24',
      RUNTIMES: 'nodejs24.x',
    });
  });

  it('compresses all layers with zstd', () => {
    const { build } = push({ DIGEST });
    const output = build?.[build.indexOf('--output') + 1]?.split(',');
    expect(output).toEqual([
      'type=image',
      `name=${REPOSITORY}:abc`,
      'push=true',
      'oci-mediatypes=true',
      'compression=zstd',
      'force-compression=true',
    ]);
  });

  it('adds provenance and an SBOM, from a generator pinned by its digest', () => {
    const { build } = push({ DIGEST });
    expect(build).toContain('--provenance=mode=max');
    expect(build).toContainEqual(
      expect.stringMatching(/^--sbom=generator=\S+@sha256:[0-9a-f]{64}$/),
    );
  });

  it('omits both if the builder can’t create them, and prints so', () => {
    const { build, stderr, status } = push({ DIGEST, DRIVER: 'docker' });
    expect(build).toEqual(expect.arrayContaining(['--provenance=false', '--sbom=false']));
    expect(stderr).toContain('no SBOM and no provenance: they need a buildx builder');
    expect(status).toBe(0);
  });

  it('fails if buildx fails, and prints no image name', () => {
    const { status, stdout } = push({});
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
