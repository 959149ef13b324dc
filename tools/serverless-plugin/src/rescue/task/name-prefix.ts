// The names that the resources of a stage share, for policies without room for every name.
import { type Template } from '../../template';

const CLUSTER = 'Cluster';

/** @returns `<service>-<stage>-`, which is the cluster's name and a hyphen; undefined if that name is computed */
export function namePrefix({ Resources }: Template): string | undefined {
  const name = Resources[CLUSTER]?.Properties?.['ClusterName'];
  return typeof name === 'string' ? `${name}-` : undefined;
}

/**
 * Replaces the names that begin with the prefix by one pattern, and keeps the others.
 *
 * @param prefix undefined keeps all names
 * @example shortened(['shop-dev-a', 'shop-dev-b', 'mails'], 'shop-dev-') // ['shop-dev-*', 'mails']
 */
export function shortened(names: readonly string[], prefix: string | undefined): string[] {
  if (prefix === undefined) return [...names];
  const others = names.filter((name) => !name.startsWith(prefix));
  return others.length === names.length ? others : [`${prefix}*`, ...others];
}
