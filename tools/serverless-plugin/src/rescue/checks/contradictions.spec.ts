import { parseRescuePolicy } from '@immortal/shared';
import { contradictions } from './contradictions';

const OWN_ROLE = { 'Fn::GetAtt': ['HandlerRole', 'Arn'] };

function found(rescue: object, properties: Record<string, unknown> = {}) {
  const compiled = { Role: OWN_ROLE, MemorySize: 3008, Timeout: 900, ...properties };
  const template = {
    Resources: {
      Orders: { Type: 'AWS::Lambda::Function', Properties: compiled },
      HandlerRole: { Type: 'AWS::IAM::Role' },
    },
  };
  const policy = parseRescuePolicy(rescue, 'functions.orders.rescue');
  const fn = { key: 'orders', logicalId: 'Orders', properties: compiled, rescue: policy };
  return contradictions(fn, template).map(({ level, text }) => `${level}: ${text}`);
}

describe('a policy', () => {
  it.each([
    [{}],
    [{ cpu: 2048, memory: 4096, maximumSeconds: 900, ephemeralStorage: 21 }],
    [{ cpu: 4096, memory: 8192, maximumSeconds: 901 }],
  ])('that gives the container at least what the function has gets no finding: %j', (rescue) => {
    expect(found(rescue)).toEqual([]);
  });

  it('is refused for less memory than the function has', () => {
    expect(found({ cpu: 1024, memory: 2048 })).toEqual([
      "error: functions.orders.rescue.memory is 2048, less than the function's memorySize of 3008 MB. Set memory to 3008 or more, or leave out cpu and memory.",
    ]);
  });

  it('gets a warning of less CPU than the function has', () => {
    expect(found({ cpu: 512, memory: 4096 })).toEqual([
      'warning: functions.orders.rescue.cpu is 512, and Lambda gives a function of 3008 MB about 2048 CPU units: its container will be slower. Set cpu to 2048, or leave out cpu and memory.',
    ]);
  });

  it('may give any size if only CloudFormation knows the memory', () => {
    expect(found({ cpu: 256, memory: 512 }, { MemorySize: { Ref: 'Memory' } })).toEqual([]);
  });

  it("is refused for a time shorter than the function's timeout", () => {
    expect(found({ maximumSeconds: 899 })).toEqual([
      "error: functions.orders.rescue.maximumSeconds is 899, less than the function's timeout of 900 s: its container would end earlier than Lambda did. Set it to 900 or more, or leave it out.",
    ]);
    expect(found({ maximumSeconds: 2 }, { Timeout: undefined })).toHaveLength(1); // 3 s by default
    expect(found({ maximumSeconds: 2 }, { Timeout: { Ref: 'Timeout' } })).toEqual([]);
  });

  it('is refused for the file system of a function that mounts none', () => {
    const rescue = { fileSystem: 'fs-0123456789abcdef0' };
    expect(found(rescue)).toEqual([
      'error: functions.orders.rescue.fileSystem is fs-0123456789abcdef0, but the function has no fileSystemConfig, so its container mounts nothing. Add the fileSystemConfig, or remove fileSystem.',
    ]);
    expect(found(rescue, { FileSystemConfigs: [{ Arn: 'arn' }] })).toEqual([]);
  });

  it('is refused for preparing a role that packaging prepares, but not one from elsewhere', () => {
    const rescue = { role: 'prepared' };
    expect(found(rescue)).toEqual([
      "error: functions.orders.rescue.role is prepared, but the function's role HandlerRole is part of the stack, and packaging prepares it. Remove role.",
    ]);
    expect(found(rescue, { Role: 'arn:aws:iam::123456789012:role/orders' })).toEqual([]);
  });
});
