import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oomKills } from './oom-kills';

let cgroup: string;

beforeEach(() => {
  cgroup = fs.mkdtempSync(path.join(os.tmpdir(), 'cgroup-'));
});
afterEach(() => {
  fs.rmSync(cgroup, { recursive: true });
});

function write(file: string, content: string): void {
  fs.mkdirSync(path.join(cgroup, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(cgroup, file), content);
}

describe('the number of processes that the kernel killed because memory ran out', () => {
  it('is read from cgroups of version 2', () => {
    write('memory.events', 'low 0\nhigh 7\nmax 12\noom 3\noom_kill 2\noom_group_kill 5\n');

    expect(oomKills(cgroup)).toBe(2);
  });

  it('is read from cgroups of version 1', () => {
    write('memory/memory.oom_control', 'oom_kill_disable 0\nunder_oom 1\noom_kill 4\n');

    expect(oomKills(cgroup)).toBe(4);
  });

  it('is 0 on an old kernel without the counter', () => {
    write('memory/memory.oom_control', 'oom_kill_disable 1\nunder_oom 1\n');

    expect(oomKills(cgroup)).toBe(0);
  });

  it('is 0 without cgroups', () => {
    expect(oomKills(path.join(cgroup, 'nowhere'))).toBe(0);
  });
});
