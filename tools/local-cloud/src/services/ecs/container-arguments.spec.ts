import { containerArguments } from './container-arguments';
import type { Task } from './task';

const FILES = { fileSystemId: 'fs-1', accessPointId: 'fsap-1', rootDirectory: '/', iam: true };
const PLAIN = { readonlyRoot: false, dropped: [], added: [], init: false, user: undefined };

/** The options for a task whose role may write to its file systems. */
async function optionsFor(container: object, more: object = {}, processors = 2): Promise<string> {
  const task = {
    cpu: '4096',
    memory: '2048',
    roleArn: 'arn:role',
    definition: { container: { mounts: [], isolation: PLAIN, ...container } },
    fileSystems: {
      mayWrite: (_part: object, { roleArn }: { roleArn: string | undefined }) =>
        roleArn === 'arn:role',
    },
    ...more,
  } as unknown as Task;
  const folderOf = ({ accessPointId = '' }) => Promise.resolve(`/files/${accessPointId}`);
  return (await containerArguments(task, { processors }, folderOf)).join(' ');
}

it('isolates the container as its definition says', async () => {
  const isolation = { readonlyRoot: true, dropped: ['ALL'], added: ['SYS_PTRACE'], init: true };
  expect(await optionsFor({ isolation: { ...isolation, user: '993' } })).toContain(
    '--read-only --cap-drop ALL --cap-add SYS_PTRACE --init --user 993 ',
  );
  expect(await optionsFor({})).toBe('--memory 2048m --memory-swap 2048m --cpus 2');
});

it('gives the container its processors, as far as the engine has them', async () => {
  expect(await optionsFor({}, {}, 8)).toContain('--cpus 4');
  expect(await optionsFor({}, { cpu: '256' })).toContain('--cpus 0.25');
});

it('mounts empty volumes, and the shared folders of file systems', async () => {
  const efs = (more: object) => ({ name: 'data', efs: { ...FILES, ...more } });
  const options = await optionsFor({
    mounts: [
      { volume: { name: 'tmp', efs: undefined }, path: '/tmp', readOnly: false },
      { volume: efs({}), path: '/mnt/data', readOnly: false },
      { volume: efs({}), path: '/mnt/fixed', readOnly: true },
      { volume: efs({ iam: false }), path: '/mnt/open', readOnly: false },
    ],
  });
  const src = '/files/fsap-1';
  expect(options.match(/--mount \S+/g)).toEqual([
    '--mount type=volume,dst=/tmp',
    `--mount type=bind,src=${src},dst=/mnt/data`,
    `--mount type=bind,src=${src},dst=/mnt/fixed,readonly`,
    // Without IAM, the task has no role there.
    `--mount type=bind,src=${src},dst=/mnt/open,readonly`,
  ]);
});
