// The metrics of rescues, by function: https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts. */
export type RescueCount =
  | 'RescuesStarted'
  | 'RescuesSucceeded'
  /** Tasks that did not succeed, whether or not another one follows. */
  | 'RescuesFailed'
  | 'RescuesParked';

/** Seconds. */
export type RescueTime =
  /** From the arrival in the failure queue until ECS accepts the task. */
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

  /** For all functions together: what keeps one task from starting usually affects all, and an alarm watches it. */
  taskFailedToStart(): void {
    this.metrics.singleMetric().addMetric('TasksFailedToStart', MetricUnit.Count, 1);
  }

  /** A separate metric, because the messages of a batch belong to several functions. */
  private about(functionName: string): Metrics {
    return this.metrics.singleMetric().addDimension('function', functionName);
  }
}
