import { readText } from '../workspace-file';
import { actions, grants, jobs, steps, valuesOf, workflows } from './workflows';

const FULL_SHA = /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/;
const VERSION = /^ v\d+\.\d+\.\d+$/;

const uses = valuesOf('uses').filter(({ value }) => !value.startsWith('./'));
const scripts = steps.flatMap(({ name, step }) => (step.run ? [{ name, run: step.run }] : []));
/** Jobs that can get permissions on AWS. */
const privileged = jobs.filter(({ job }) => job.permissions?.['id-token'] && job.steps);
const stepsOf = (name: string) => jobs.find((one) => one.name === name)?.job.steps ?? [];

describe('the workflows', () => {
  it('pin each action by its full SHA, with its version beside it', () => {
    expect(uses).not.toHaveLength(0);
    const loose = uses.filter(
      ({ value, comment }) => !FULL_SHA.test(value) || !VERSION.test(comment),
    );
    expect(loose).toEqual([]);
  });

  it('use one version of each action', () => {
    const versions = new Map(
      uses.map(({ value, comment }) => [value.split('@')[0], value + comment]),
    );
    const others = uses.filter(
      ({ value, comment }) => versions.get(value.split('@')[0]) !== value + comment,
    );
    expect(others).toEqual([]);
  });

  it('grant no permission to all jobs, and explain each permission of a job', () => {
    for (const { name, content } of workflows) {
      expect({ name, permissions: content.permissions }).toEqual({ name, permissions: {} });
    }
    const without = jobs.filter(({ job }) => Object.keys(job.permissions ?? {}).length === 0);
    expect(without.map(({ name }) => name)).toEqual([]);
    expect(grants().filter(({ comment }) => comment.trim() === '')).toEqual([]);
    const writes = grants().filter(({ value }) => /write/.test(value));
    expect(new Set(writes.map(({ value }) => value))).toEqual(new Set(['id-token: write']));
  });

  it('keep no credentials in the checked-out folder', () => {
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts).not.toHaveLength(0);
    for (const { name, step } of checkouts) {
      expect({ name, ...step.with }).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('pass values to scripts in environment variables, never within the script', () => {
    expect(scripts).not.toHaveLength(0);
    expect(scripts.filter(({ run }) => run.includes('${{'))).toEqual([]);
  });

  it('set a timeout for each job', () => {
    const endless = jobs.filter(({ job }) => job.steps && !job['timeout-minutes']);
    expect(endless.map(({ name }) => name)).toEqual([]);
  });

  it('never run the code of a fork with the repository’s permissions', () => {
    const triggers = workflows.flatMap(({ content }) => Object.keys(content.on));
    expect(triggers).not.toEqual(expect.arrayContaining(['pull_request_target']));
    expect(triggers).not.toEqual(expect.arrayContaining(['workflow_run']));
  });
});

describe('the jobs that call another workflow', () => {
  it('pass exactly its inputs', () => {
    const calls = jobs.flatMap(({ name, job }) => (job.uses ? [{ name, ...job }] : []));
    expect(calls).not.toHaveLength(0);
    for (const { name, uses: called, with: given = {} } of calls) {
      const workflow = workflows.find((one) => `./${one.name}` === called);
      const inputs = Object.keys(workflow?.content.on['workflow_call']?.inputs ?? {});
      expect({ name, called: workflow?.name, given: Object.keys(given) }).toEqual({
        name,
        called: called?.slice(2),
        given: inputs,
      });
    }
  });
});

describe('the jobs with permissions on AWS', () => {
  it('run in an environment, which their role checks', () => {
    expect(privileged).not.toHaveLength(0);
    expect(privileged.filter(({ job }) => !job.environment).map(({ name }) => name)).toEqual([]);
  });

  it('use no cache that another job can write to', () => {
    const cached = privileged
      .flatMap(({ name, job }) => job.steps!.map((step) => ({ name, ...step })))
      .filter(
        (step) =>
          step.uses?.startsWith('actions/cache@') ||
          step.with?.['cache'] !== undefined ||
          (step.uses?.startsWith('docker/setup-buildx-action@') &&
            step.with?.['cache-binary'] !== false),
      );
    expect(cached).toEqual([]);
  });

  it('run no install scripts of packages', () => {
    const installs = scripts.filter(({ run }) => /\bnpm (ci|i|install)\b/.test(run));
    expect(installs.map(({ run }) => run)).toEqual(['npm ci']);
    expect(readText('.npmrc').split('\n')).toContain('ignore-scripts=true');
    expect(actions.map(({ name }) => name)).toEqual(['.github/actions/setup/action.yml']);
  });

  it('build nothing: jobs without permissions build what they deploy', () => {
    for (const { name, job } of privileged) {
      const builds = job.steps!.flatMap(
        ({ run = '' }) => run.match(/\bnx\b|serverless package/g) ?? [],
      );
      const downloads = job.steps!.filter(({ uses: one }) =>
        one?.startsWith('actions/download-artifact@'),
      );
      expect({ name, builds }).toEqual({ name, builds: [] });
      expect(downloads).toHaveLength(1);
    }
    const deployed = stepsOf('.github/workflows/deploy-stage.yml: deploy');
    expect(deployed.map(({ run }) => run)).toContainEqual(
      expect.stringContaining('serverless deploy --package package '),
    );
    const stored = stepsOf('.github/workflows/deploy-stage.yml: package').find(({ uses: one }) =>
      one?.startsWith('actions/upload-artifact@'),
    );
    const taken = deployed.find(({ uses: one }) => one?.startsWith('actions/download-artifact@'));
    expect(stored?.with?.['name']).toBe('package-${{ inputs.stage }}');
    expect(taken?.with?.['name']).toBe(stored?.with?.['name']);
    expect(stored?.with?.['path']).toBe('apps/service/package\ntools/*/dist\n');
  });

  it('assume the role of their own stage, or the one that pushes the images', () => {
    const taken = privileged.map(({ name, job }) => {
      const login = job.steps!.find(({ uses: one }) =>
        one?.startsWith('aws-actions/configure-aws-credentials@'),
      );
      return [name, job.environment, login?.with?.['role-to-assume']];
    });
    expect(taken).toEqual([
      [
        '.github/workflows/deploy-stage.yml: deploy',
        '${{ inputs.stage }}',
        "${{ vars[format('DEPLOY_ROLE_{0}', inputs.stage)] }}",
      ],
      ['.github/workflows/deploy.yml: image', 'image', '${{ vars.IMAGE_ROLE }}'],
    ]);
  });

  it('use only temporary keys', () => {
    for (const { name } of [...workflows, ...actions]) {
      expect(readText(name)).not.toMatch(/secrets\.|aws-access-key-id|aws-secret-access-key/);
    }
  });
});

describe('the images that are deployed', () => {
  const built = stepsOf('.github/workflows/ci.yml: test');
  const pushed = stepsOf('.github/workflows/deploy.yml: image');

  it('are those that packaging lists, built by docker/build-images.sh and nothing else', () => {
    expect(pushed.find(({ id }) => id === 'push')?.run).toContain(
      'docker/build-images.sh --push "$RUNNER_REPOSITORY:$GITHUB_SHA")',
    );
    expect(scripts.filter(({ run }) => /docker (buildx )?(build|push)\b/.test(run))).toEqual([]);
    expect(uses.filter(({ value }) => /build-push-action/.test(value))).toEqual([]);
  });

  it('contain the files that a job without permissions on AWS built', () => {
    const stored = built.find(({ uses: one }) => one?.startsWith('actions/upload-artifact@'))?.with;
    const taken = pushed.find(({ uses: one }) =>
      one?.startsWith('actions/download-artifact@'),
    )?.with;
    expect(stored).toMatchObject({
      name: 'runner',
      path: 'apps/runner/dist\napps/service/.serverless/runner-images.json\n',
      'include-hidden-files': true,
    });
    // An artifact keeps the paths below the folder that all its files share.
    expect(taken).toEqual({ name: 'runner', path: 'apps' });
  });

  it('are verified after they are pushed, and before they are deployed', () => {
    for (const steps of [pushed, stepsOf('.github/workflows/deploy-stage.yml: deploy')]) {
      const runs = steps.flatMap(({ run }) => run ?? []).join('\n');
      expect(runs).toMatch(/jq -r '\.\[\]' <<<"\$\w+" \| xargs -r -n 1 docker\/verify-image\.sh /);
    }
  });

  it('are deployed as they were pushed, by digest', () => {
    expect(readText('.github/workflows/deploy-stage.yml')).toContain(
      'RUNNER_IMAGES: ${{ inputs.images }}',
    );
    const { outputs } = jobs.find(
      ({ name }) => name === '.github/workflows/deploy.yml: image',
    )!.job;
    expect(outputs).toEqual({ images: '${{ steps.push.outputs.images }}' });
  });
});

describe('the variables of the repository', () => {
  const documented = readText('docs/deploy.md');
  const read = workflows.map(({ name }) => readText(name)).join('\n');
  const outputsOf = (file: string) =>
    [...readText(file).matchAll(/Description: ([A-Z_]+)$/gm)].map(([, output]) => output!);

  it('are the outputs of the bootstrap stacks', () => {
    for (const output of outputsOf('.github/bootstrap.yml'))
      expect(read).toContain(`vars.${output}`);
    for (const output of outputsOf('.github/bootstrap-stage.yml'))
      expect(read).toContain(`vars[format('${output}_{0}', inputs.stage)]`);
  });

  it('are documented', () => {
    for (const [, name] of read.matchAll(/vars\.(\w+)/g))
      expect(documented).toContain(`\`${name!}\``);
    for (const [, name] of read.matchAll(/format\('(\w+)_\{0\}'/g))
      expect(documented).toContain(`\`${name!}_STAGE\``);
  });
});
