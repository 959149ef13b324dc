// How requests of a service are read, and its responses written: one of AWS's protocols, as one service speaks it.
import type { ApiError } from '../errors';
import type { WireRequest, WireResponse } from '../wire';

/** Smithy's names: https://smithy.io/2.0/aws/protocols/index.html */
export type ProtocolName = 'awsJson1.0' | 'awsJson1.1' | 'awsQuery' | 'restJson1' | 'restXml';

/** What the codes of errors that all services share look like: S3's, those of the query protocol, or those of JSON. */
export type ErrorDialect = 's3' | 'query' | 'json';

export interface Protocol<Input> {
  readonly name: ProtocolName;
  readonly errorDialect: ErrorDialect;
  /** HTTP statuses of error codes, where they differ from those of other services. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** Whether a request that is not signed looks like one for this service. */
  isFor(request: WireRequest): boolean;
  /** @returns undefined for a request that names no operation */
  operationOf(request: WireRequest): string | undefined;
  /** @throws {ApiError} for input that is not of this form */
  read(request: WireRequest): Input;
  write(result: unknown, operation: string): WireResponse;
  writeError(error: ApiError, request: WireRequest): WireResponse;
  /**
   * The error for an operation that the local cloud does not support.
   *
   * @param service its title
   * @param operation undefined for a request that names none
   */
  unsupported(service: string, operation: string | undefined, request: WireRequest): ApiError;
}
