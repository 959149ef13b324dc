// AWS's prices, with their sources. The only file to edit when a price changes, or to add a region.

/** In USD, without free tiers, savings plans and taxes. */
export interface Prices {
  /** https://aws.amazon.com/lambda/pricing/ */
  readonly lambdaGbSecond: number;
  readonly lambdaRequest: number;
  /** https://aws.amazon.com/fargate/pricing/ */
  readonly fargateVcpuHour: number;
  readonly fargateGbHour: number;
  /** These two float, as https://dftu77xade0tc.cloudfront.net/fargate-spot-prices.json shows, the source of the page above. */
  readonly spotVcpuHour: number;
  readonly spotGbHour: number;
  /** The disk of a task beyond the 20 GB that are included. https://aws.amazon.com/fargate/pricing/ */
  readonly diskGbHour: number;
  /** A public IPv4 address in use. https://aws.amazon.com/vpc/pricing/ */
  readonly publicAddressHour: number;
  /** https://aws.amazon.com/sqs/pricing/, standard queues */
  readonly queueRequest: number;
  /** https://aws.amazon.com/cloudwatch/pricing/, standard resolution */
  readonly alarmMonth: number;
  readonly dashboardMonth: number;
  readonly customMetricMonth: number;
}

export const ARCHITECTURES = ['x86_64', 'arm64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export interface RegionPrices {
  readonly prices: Readonly<Record<Architecture, Prices>>;
  /** The prices of this region that no copy of AWS's price list confirmed. */
  readonly unconfirmed: readonly string[];
}

/**
 * The day on which the figures were compared with copies of AWS's price list (published on 2026-09-11; for Lambda, queues and
 * CloudWatch 2025-09 to 2026-03) and of the list of Spot prices (2026-09-28).
 */
export const CHECKED_ON = '2026-11-24';

/** GB of a task's disk that cost nothing. https://aws.amazon.com/fargate/pricing/ */
export const INCLUDED_DISK_GB = 20;

const EVERYWHERE = {
  lambdaRequest: 0.2 / 1_000_000,
  publicAddressHour: 0.005,
  queueRequest: 0.4 / 1_000_000,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  customMetricMonth: 0.3,
} as const;

const X86 = {
  ...EVERYWHERE,
  lambdaGbSecond: 0.000_016_666_7,
  fargateVcpuHour: 0.040_48,
  fargateGbHour: 0.004_445,
} as const;

const ARM = {
  ...EVERYWHERE,
  lambdaGbSecond: 0.000_013_333_4,
  fargateVcpuHour: 0.032_38,
  fargateGbHour: 0.003_56,
} as const;

/** The two regions differ only in their Spot prices and in the price of a task's disk. */
export const REGIONS = {
  'eu-west-1': {
    prices: {
      x86_64: {
        ...X86,
        spotVcpuHour: 0.012_240_56,
        spotGbHour: 0.001_344_1,
        diskGbHour: 0.000_122,
      },
      arm64: {
        ...ARM,
        spotVcpuHour: 0.009_791_24,
        spotGbHour: 0.001_076_49,
        diskGbHour: 0.000_122,
      },
    },
    unconfirmed: ['alarms', 'dashboards', 'metrics', 'queues', "a task's disk"],
  },
  'us-east-1': {
    prices: {
      x86_64: {
        ...X86,
        spotVcpuHour: 0.012_888_71,
        spotGbHour: 0.001_415_27,
        diskGbHour: 0.000_111,
      },
      arm64: {
        ...ARM,
        spotVcpuHour: 0.010_309_69,
        spotGbHour: 0.001_133_49,
        diskGbHour: 0.000_111,
      },
    },
    unconfirmed: ['dashboards'],
  },
} as const satisfies Readonly<Record<string, RegionPrices>>;

export type Region = keyof typeof REGIONS;
