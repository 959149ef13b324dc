// What adopted functions are called if nothing else is said: after their file, and their export where that tells more.
import path from 'node:path';
import { CODE } from './handler-file';

/** Names of files that say nothing: the folder's name does. */
const NO_NAME = new Set([
  'index',
  'main',
  'app',
  'handler',
  'handlers',
  'lambda',
  'function',
  'src',
]);
/** Names of exports that say nothing. */
const USUAL = 'handler';

/**
 * @param isOne whether the file has no other handler to be told apart from
 * @returns `src/orders.ts` → `orders`, `src/orders/index.ts` → `orders`, its export `logEvent` → `orders-log-event`
 */
export function functionNameOf(file: string, exported: string, isOne: boolean): string {
  const stem = path.posix.basename(file).replace(CODE, '');
  const folder = path.posix.basename(path.posix.dirname(file));
  const telling = [stem, folder].find((name) => !NO_NAME.has(name.toLowerCase()));
  const own = exported === USUAL ? undefined : exported;
  const parts = isOne ? [telling ?? own ?? stem] : [telling, own ?? USUAL];
  return parts
    .filter((part) => part !== undefined)
    .map(kebab)
    .join('-');
}

/** `logEvent` → `log-event`, `HTTPServer_v2` → `http-server-v2` */
function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}
