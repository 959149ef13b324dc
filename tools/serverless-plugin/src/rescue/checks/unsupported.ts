// Finds functions of a kind that the runner can't run, so that every rescue would fail.
import { type CheckedFunction, error, type Finding } from './finding';

/** Errors for a rescued function; nothing for others. */
export function unsupported({ key, properties, isRescued }: CheckedFunction): Finding[] {
  if (!isRescued) return [];
  const { PackageType, DurableConfig, TenancyConfig } = properties;
  const found = [
    PackageType === 'Image' &&
      'is a container image, and the runner starts only functions from zips. Deploy it as a zip, or remove its rescue:.',
    DurableConfig !== undefined &&
      'is a durable function: its checkpoints exist only in Lambda. Remove its rescue:, since a durable function outlives the timeout by itself.',
    TenancyConfig !== undefined &&
      'has a tenancyConfig: a container has no tenant, so it would run without tenant isolation. Remove its rescue:, or the tenancyConfig.',
  ];
  return found.flatMap((why) =>
    typeof why === 'string' ? [error(`functions.${key} has rescue:, but ${why}`)] : [],
  );
}
