// Reads and unpacks the zips of functions and layers, safely and fast. Used by the runner, the local cloud and the
// Serverless plugin.
export type { Archive } from './archive';
export { findAwsSdkV2 } from './aws-sdk-v2';
export { readCentralDirectory } from './central-directory';
export { ArchiveError, UnpackError } from './errors';
export { fileNames } from './layer';
export { unpack } from './unpack';
