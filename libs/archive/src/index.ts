// Zips of functions and layers: read strictly, unpacked safely and fast.
export type { Archive } from './archive';
export { readCentralDirectory } from './central-directory';
export { ArchiveError, FolderError, UnpackError } from './errors';
export { unpack } from './unpack';
