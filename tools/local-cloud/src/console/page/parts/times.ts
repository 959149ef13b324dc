// Formats durations for narrow columns.
import { scaleInWords } from '../../../timeline';

/** @param ms a duration */
export function span(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return longSpan(Math.round(seconds));
}

/** An age in the largest whole unit: short, and it changes once per second at most. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

/** A round duration, for axis labels. */
export function tick(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1000) return `${ms} ms`;
  return ms < 60_000 ? `${ms / 1000} s` : longSpan(Math.round(ms / 1000));
}

function longSpan(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** @param ms since 1970 */
export function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString([], { hour12: false });
}

/** The time scale as a sentence. */
export function scaleSentence(timeScale: number): string {
  const words = scaleInWords(timeScale);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
