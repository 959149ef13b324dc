// Fn::Cidr: an IPv4 block cut into equal smaller ones.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
import { failIn, type Scope } from './scope';

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const MAX_BLOCKS = 256;

/**
 * The first `count` blocks of `2 ** cidrBits` addresses each.
 *
 * @param cidrBits bits of each block's host part; 8 (a /24) when it is not given, as in AWS's examples
 * @throws TemplateError for an IPv6 block, a malformed one, or more blocks than fit
 */
export function cidrBlocks(block: string, count: number, cidrBits = 8, scope: Scope): string[] {
  const match = IPV4.exec(block);
  if (!match)
    throw failIn(scope, `uses Fn::Cidr of "${block}": give an IPv4 block like 10.0.0.0/16`);
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  const size = 2 ** cidrBits;
  const room = 2 ** (32 - prefix) / size;
  if (!Number.isInteger(count) || count < 1 || count > Math.min(room, MAX_BLOCKS))
    throw failIn(
      scope,
      `asks Fn::Cidr for ${count} blocks of ${size} addresses, but ${block} has ${Math.floor(room)}: ask for fewer or smaller ones`,
    );
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % 2 ** (32 - prefix));
  return Array.from({ length: count }, (_, i) => `${dotted(first + i * size)}/${32 - cidrBits}`);
}

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
