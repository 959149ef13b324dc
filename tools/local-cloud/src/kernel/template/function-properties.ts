// The known properties of AWS::Lambda::Function.
import { type KnownProperties } from './played-properties';

export const LAMBDA_FUNCTION: KnownProperties = {
  played: [
    ...['FunctionName', 'Code', 'Handler', 'Runtime', 'Architectures', 'PackageType', 'Layers'],
    ...['Timeout', 'MemorySize', 'Environment', 'DeadLetterConfig', 'LoggingConfig', 'Role'],
  ],
  inert: {
    Description: 'names things for people',
    Tags: 'names things for people and bills',
    KmsKeyArn: 'nothing is encrypted locally, and the function sees plain variables on AWS too',
    CodeSigningConfigArn: 'checked by AWS when code is uploaded',
    EphemeralStorage: 'a size of /tmp; this machine has its own',
    VpcConfig: 'the network is this machine’s',
    TracingConfig: 'there is no X-Ray locally',
    ReservedConcurrentExecutions:
      'a limit and a reservation; the local cloud has a lower limit of its own',
    RecursiveLoop: 'a guard of AWS against endless invoking',
    RuntimeManagementConfig: 'says when AWS patches the runtime',
    SnapStart: 'starts from a snapshot what starts anew here',
    PublishToLatestPublished: 'publishes versions; locally the newest code runs',
    FunctionScalingConfig: 'a limit and a reservation of environments',
  },
  notEmulated: [
    ...['FileSystemConfigs', 'ImageConfig', 'DurableConfig', 'TenancyConfig'],
    'CapacityProviderConfig',
  ],
};
