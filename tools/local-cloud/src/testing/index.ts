// The local cloud for end-to-end tests, which look closer than programs do.
export { MAX_RESCUES } from '../console/history';
export { processesWith } from '../kernel/processes';
export { rawRequest } from './raw-request';
