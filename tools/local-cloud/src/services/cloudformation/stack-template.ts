// Reads the template of a call, from the call itself or from a bucket.
import { MAX_TEMPLATE_BODY_BYTES, MAX_TEMPLATE_URL_BYTES } from '../../kernel/aws-limits';
import type { Storage } from '../storage';
import { ApiError } from '../../kernel/errors';
import { TemplateError } from '../../kernel/template';
import { readTemplate } from '../../kernel/template/template';
import type { Input } from './input';
import { validationError } from './validation-error';

export interface StackTemplate {
  readonly text: string;
  /** The parsed JSON. */
  readonly json: unknown;
}

/** The bucket in the path, or in the name of the host: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const ADDRESSES = [
  /^https:\/\/s3[.-][\w.-]*amazonaws\.com(?:\.cn)?\/([^/?]+)\/([^?]+)/,
  /^http:\/\/(?:127\.0\.0\.1|localhost):\d+\/([^/?]+)\/([^?]+)/,
  /^https:\/\/([^/]+)\.s3[.-][\w.-]*amazonaws\.com(?:\.cn)?\/([^?]+)/,
];

/**
 * @param previous what `UsePreviousTemplate` means
 * @throws {ApiError} ValidationError, in CloudFormation's words where they are known
 */
export async function templateIn(
  input: Input,
  storage: Pick<Storage, 'readObject'>,
  previous?: StackTemplate,
): Promise<StackTemplate> {
  const { TemplateBody: body, TemplateURL: url } = input.texts;
  if (body !== undefined) return parsed(limited(body, MAX_TEMPLATE_BODY_BYTES, 'TemplateBody'));
  if (url !== undefined) {
    return parsed(limited(await download(url, storage), MAX_TEMPLATE_URL_BYTES, 'TemplateURL'));
  }
  if (previous !== undefined && input.texts['UsePreviousTemplate'] === 'true') return previous;
  throw validationError('Either Template URL or Template Body must be specified.');
}

function limited(text: string, maximum: number, member: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maximum) return text;
  throw validationError(
    `${member} has ${bytes} bytes, and may have ${maximum}: pass a larger template by TemplateURL`,
  );
}

async function download(url: string, storage: Pick<Storage, 'readObject'>): Promise<string> {
  const { bucket, key } = addressOf(url);
  try {
    return (await storage.readObject(bucket, key)).toString();
  } catch (error) {
    if (error instanceof ApiError) throw validationError(`S3 error: ${error.message} (${url})`);
    throw error;
  }
}

function addressOf(url: string): { bucket: string; key: string } {
  for (const address of ADDRESSES) {
    const [, bucket, encoded = ''] = address.exec(url) ?? [];
    const key = decoded(encoded);
    if (bucket && key) return { bucket, key };
  }
  throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
}

/** @returns undefined for what no URL can have */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parsed(text: string): StackTemplate {
  const json = parse(text);
  try {
    readTemplate(json);
  } catch (error) {
    if (error instanceof TemplateError)
      throw validationError(`Template format error: ${error.message}`);
    throw error;
  }
  return { text, json };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw validationError(
      'Template format error: JSON not well-formed. The local cloud reads templates in JSON only, such as `serverless package` writes.',
    );
  }
}
