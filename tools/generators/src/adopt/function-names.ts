// Default names of adopted functions: after their file, and after their export where needed.
import path from 'node:path';
import { CODE } from './handler-file';

/** Generic file names, for which the folder's name is used. */
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
/** The generic name of an export. */
const USUAL = 'handler';

/**
 * @param isOne whether no other handler of the file needs a distinct name
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
