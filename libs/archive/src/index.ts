// Zips of functions and layers: read strictly, unpacked safely and fast.
export type { Archive } from './archive';
export { findAwsSdkV2 } from './aws-sdk-v2';
export { readCentralDirectory } from './central-directory';
export { ArchiveError, FolderError, UnpackError } from './errors';
export { fileNames } from './layer';
export { unpack } from './unpack';
