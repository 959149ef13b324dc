// What the apps share: the contract between the secondary and the runner.
export { parseContextData, type LambdaContextData } from './context-data';
export {
  CONTRACT_VARIABLES,
  decodeContract,
  encodeContract,
  fromEnvironment,
  type EventSource,
  type GivenValue,
  type GivenValues,
  type RescueContract,
} from './contract';
export { ContractError } from './errors';
export { quote } from './quote';
export { formatS3Uri, parseS3Uri, type S3Location } from './s3-uri';
