// Times and durations as people write and read them.
import { refused } from '@immortal/shared/command-line';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** In UTC, as the logs have it: `2026-11-24 08:51:02`. */
export function utc(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}

/** @returns `0.4 s`, `14 s`, `48 min 10 s`, `5 h 2 min`, `2 d 3 h` */
export function duration(ms: number): string {
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, 'min', SECOND, 's');
  if (ms < DAY) return pair(ms, HOUR, 'h', MINUTE, 'min');
  return pair(ms, DAY, 'd', HOUR, 'h');
}

function pair(ms: number, large: number, name: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)} ${name}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

/**
 * @param text such as `90s`, `30m`, `24h`, `7d`
 * @returns milliseconds
 * @throws {UsageError} for anything else
 */
export function parseDuration(option: string, text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (number !== undefined && factor !== undefined) return Number(number) * factor;
  throw refused(option, text, 'pass a number and s, m, h or d, such as 30m, 24h or 7d');
}
