// The metrics of rescues, by function; https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts. */
export type RescueCount =
  | 'RescuesStarted'
  | 'RescuesSucceeded'
  /** Tasks that ended without success, whether or not another one follows. */
  | 'RescuesFailed'
  | 'RescuesParked';

/** Seconds. */
export type RescueTime =
  /** From the arrival in the failure queue until ECS has accepted the task. */
  | 'TimeToLaunch'
  /** From RunTask until the end of the task that succeeded. */
  | 'TimeToRescue';

export class RescueMetrics {
  constructor(private readonly metrics: Metrics) {}

  count(name: RescueCount, functionName: string): void {
    this.about(functionName).addMetric(name, MetricUnit.Count, 1);
  }

  time(name: RescueTime, functionName: string, seconds: number): void {
    this.about(functionName).addMetric(name, MetricUnit.Seconds, seconds);
  }

  /** Of all functions together: what hinders one task from starting hinders them all, and an alarm can watch it. */
  taskFailedToStart(): void {
    this.metrics.singleMetric().addMetric('TasksFailedToStart', MetricUnit.Count, 1);
  }

  /** A metric of its own, since the messages of a batch are about several functions. */
  private about(functionName: string): Metrics {
    return this.metrics.singleMetric().addDimension('function', functionName);
  }
}
