// The table that packaging prints: what the container of each rescued function is, and what an hour of it costs.
import { type FargateSize } from '@immortal/shared';
import {
  type Architecture,
  CHECKED_ON,
  INCLUDED_DISK_GB,
  type Prices,
  REGIONS,
  type RegionPrices,
} from '@immortal/shared/prices';

/** A rescued function. */
export interface Row {
  /** Its name. */
  readonly name: string;
  /** Its role: a logical id, or the name of a role from elsewhere. */
  readonly role: string;
  readonly size: FargateSize;
  /** GiB; undefined for Fargate's 20. */
  readonly ephemeralStorage?: number;
  readonly spot: boolean;
  /** As a word: own, existing or vpc. */
  readonly network: string;
  readonly hasPublicAddress: boolean;
  /** `<runtime>/<architecture>` of its image. */
  readonly pair: string;
}

/** More functions are summed up. */
const MAX_ROWS = 30;
const HEAD = ['function', 'role', 'task', 'network', 'image', 'USD/hour'] as const;
const GAP = '  ';

/**
 * Lines of plain text, the first of which is a title; none without a function.
 *
 * @param region that the service is deployed to; its prices are those of libs/shared/src/prices.ts
 */
export function rescueTable(rows: readonly Row[], region: string): string[] {
  if (rows.length === 0) return [];
  const prices = Object.hasOwn(REGIONS, region)
    ? (REGIONS as Readonly<Record<string, RegionPrices>>)[region]
    : undefined;
  const shown = rows.slice(0, MAX_ROWS);
  const hidden = rows.slice(MAX_ROWS);
  return [
    `Rescued functions: ${rows.length}`,
    ...aligned([HEAD, ...shown.map((row) => cellsOf(row, prices))]),
    ...(hidden.length === 0 ? [] : [summary(hidden, prices)]),
    remark(rows, region, prices),
  ];
}

function cellsOf(row: Row, prices: RegionPrices | undefined): string[] {
  const { name, role, network, pair } = row;
  const cost = prices === undefined ? '?' : usd(costOf(row, prices));
  return [name, role, taskOf(row), network, pair, cost];
}

function taskOf({ size, ephemeralStorage, spot }: Row): string {
  const disk = ephemeralStorage === undefined ? '' : `, ${ephemeralStorage} GiB disk`;
  return `${size.cpu / 1024} vCPU, ${size.memory / 1024} GB${disk}${spot ? ', Spot' : ''}`;
}

/** Columns as wide as their longest cell; the last one, a number, is aligned to the right. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines.map((cells) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return column === HEAD.length - 1 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP),
  );
}

function summary(rows: readonly Row[], prices: RegionPrices | undefined): string {
  const counts = new Map<string, number>();
  for (const { pair } of rows) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  const pairs = [...counts].map(([pair, count]) => `${count} ${pair}`).join(', ');
  return `… and ${rows.length} more: ${pairs}${prices === undefined ? '' : `; ${span(rows, prices)} USD/hour`}`;
}

function span(rows: readonly Row[], prices: RegionPrices): string {
  const costs = rows.map((row) => costOf(row, prices));
  const [least, most] = [usd(Math.min(...costs)), usd(Math.max(...costs))];
  return least === most ? least : `${least} to ${most}`;
}

function remark(rows: readonly Row[], region: string, prices: RegionPrices | undefined): string {
  if (prices === undefined) {
    return `USD/hour: there are no prices for ${region} in libs/shared/src/prices.ts. Add them there.`;
  }
  const floating = rows.some(({ spot }) => spot) ? ' Spot prices float.' : '';
  return `USD/hour: what a rescue of one hour costs in ${region}, by prices of ${CHECKED_ON}.${floating}`;
}

/** USD for an hour of a task, with its disk and its public address. */
function costOf(row: Row, { prices }: RegionPrices): number {
  const { size, spot, ephemeralStorage = INCLUDED_DISK_GB } = row;
  const architecture: Architecture = row.pair.endsWith('/arm64') ? 'arm64' : 'x86_64';
  const price: Prices = prices[architecture];
  const vcpu = (size.cpu / 1024) * (spot ? price.spotVcpuHour : price.fargateVcpuHour);
  const memory = (size.memory / 1024) * (spot ? price.spotGbHour : price.fargateGbHour);
  const disk = (ephemeralStorage - INCLUDED_DISK_GB) * price.diskGbHour;
  return vcpu + memory + disk + (row.hasPublicAddress ? price.publicAddressHour : 0);
}

function usd(amount: number): string {
  return amount.toFixed(4);
}
