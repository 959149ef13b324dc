import { TemplateError } from '../../kernel/template';
import { readPattern } from './event-pattern';

const EVENT = {
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  resources: ['arn:task/a', 'arn:task/b'],
  detail: {
    clusterArn: 'arn:cluster/spec',
    lastStatus: 'STOPPED',
    stopCode: 'SpotInterruption',
    version: 5,
    fresh: false,
    nothing: null,
    containers: [
      { name: 'runner', exitCode: 137 },
      { name: 'sidecar', exitCode: 0 },
    ],
  },
};

it.each<object>([
  { source: ['aws.ecs'] },
  { source: ['aws.s3', 'aws.ecs'], detail: { lastStatus: ['STOPPED'] } },
  { resources: ['arn:task/b'] },
  { detail: { version: [5], fresh: [false], nothing: [null] } },
  { source: [{ prefix: 'aws.' }] },
  { 'detail-type': [{ suffix: 'State Change' }] },
  { detail: { stopCode: [{ 'equals-ignore-case': 'spotinterruption' }] } },
  { detail: { stopCode: [{ 'anything-but': 'UserInitiated' }] } },
  { detail: { stopCode: [{ 'anything-but': ['UserInitiated', 'TaskFailedToStart'] }] } },
  { detail: { stopCode: [{ 'anything-but': { prefix: 'User' } }] } },
  { detail: { startedBy: [{ exists: false }], stopCode: [{ exists: true }] } },
  { missing: { deeper: [{ exists: false }] } },
  { detail: { version: [{ numeric: ['>', 4, '<=', 5] }] } },
  { detail: { containers: { exitCode: [{ 'anything-but': 0 }] } } },
  { detail: { containers: { name: ['runner'], exitCode: [{ numeric: ['=', 137] }] } } },
])('%j matches', (pattern) => {
  expect(readPattern(pattern, 'resource "R"')(EVENT)).toBe(true);
});

it.each<object>([
  { source: ['aws.s3'] },
  { source: ['aws.ecs'], detail: { lastStatus: ['RUNNING'] } },
  { source: [] },
  { detail: { version: ['5'] } },
  { source: [{ prefix: 'ecs' }] },
  { 'detail-type': [{ suffix: 'state change' }] },
  { detail: { stopCode: [{ 'anything-but': ['UserInitiated', 'SpotInterruption'] }] } },
  { detail: { stopCode: [{ 'anything-but': { prefix: 'Spot' } }] } },
  { detail: { startedBy: [{ 'anything-but': 'me' }] } },
  { detail: { startedBy: [{ exists: true }] } },
  { detail: [{ exists: true }] },
  { detail: { version: [{ numeric: ['>', 5] }] } },
  { detail: { stopCode: [{ numeric: ['>', 0] }] } },
  // Both have to be true of the same container.
  { detail: { containers: { name: ['sidecar'], exitCode: [137] } } },
  { source: { deeper: ['aws.ecs'] } },
])('%j does not match', (pattern) => {
  expect(readPattern(pattern, 'resource "R"')(EVENT)).toBe(false);
});

it.each<[unknown, string]>([
  [{ source: [{ wildcard: 'aws.*' }] }, 'resource "R": source has {"wildcard":"aws.*"} in its'],
  [{ detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, 'resource "R": detail: ip has {"cidr"'],
  [{ $or: [{ source: ['a'] }] }, 'resource "R" uses $or in its event pattern'],
  [{ source: [{ prefix: 5 }] }, 'has {"prefix":5}'],
  [{ source: [{ exists: 'yes' }] }, 'has {"exists":"yes"}'],
  [{ source: [{ numeric: ['~', 5] }] }, 'has {"numeric":["~",5]}'],
  [{ source: [{ numeric: ['>', '5'] }] }, 'has {"numeric":[">","5"]}'],
  [{ source: [{ prefix: 'a', suffix: 'b' }] }, 'has {"prefix":"a","suffix":"b"}'],
  [{ source: [{}] }, 'has {} in its event pattern'],
  [{ source: [['aws.ecs']] }, 'has ["aws.ecs"] in its event pattern'],
  [{ source: 'aws.ecs' }, 'resource "R": source has the event pattern "aws.ecs"'],
  [{}, 'has the event pattern {}'],
  ['{}', 'has the event pattern "{}"'],
])('%j is refused', (pattern, message) => {
  const read = () => readPattern(pattern, 'resource "R"');
  expect(read).toThrow(TemplateError);
  expect(read).toThrow(message);
});
