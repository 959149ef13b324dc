// The choices of the fault form: points in groups, and the kinds of a point.
import type { FaultPoints } from '../../api';

export interface PointGroup {
  readonly title: string;
  readonly names: readonly string[];
}

/** The choice to enter an error code. */
export const OWN_ERROR = 'an AWS error …';

export function pointGroups({ points, operations }: FaultPoints): PointGroup[] {
  const ofServices = Object.entries(operations).map(([service, names]) => ({
    title: `Operations of ${service}`,
    names: names.map((name) => `${service}.${name}`),
  }));
  return [{ title: 'On the way', names: Object.keys(points) }, ...ofServices];
}

/** The kinds of a point with their meanings. */
export function kindsOf(all: FaultPoints, point: string): [kind: string, meaning: string][] {
  const own = all.points[point];
  if (own) return Object.entries(own);
  const ofOperation = { ...all.operationKinds, ...all.moreOperationKinds[point] };
  return [[OWN_ERROR, all.awsErrorMeaning], ...Object.entries(ofOperation)];
}
