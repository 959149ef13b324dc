// The relative links of a Markdown file, and the anchors that others may link to.
import { blocksOf, type Block } from './markdown';

export interface RelativeLink {
  /** As written. */
  readonly href: string;
  /** Empty for a link within the file. */
  readonly path: string;
  /** Without the `#`. */
  readonly anchor?: string;
  readonly line: number;
}

/** For example `https:` or `mailto:`. */
const HAS_SCHEME = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

export function relativeLinksOf(markdown: string): RelativeLink[] {
  return blocksOf(markdown).flatMap(({ token, line }) =>
    (token.children ?? []).flatMap((child) => {
      const href = String(child.attrGet('href') ?? child.attrGet('src') ?? '');
      return href === '' || HAS_SCHEME.test(href) ? [] : [linkOf(href, line)];
    }),
  );
}

function linkOf(href: string, line: number): RelativeLink {
  const [path = '', anchor] = decodeURI(href).split('#', 2);
  return { href, path, ...(anchor !== undefined && { anchor }), line };
}

/**
 * The anchors that GitHub generates from headings.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
export function anchorsOf(markdown: string): string[] {
  const blocks = blocksOf(markdown);
  const headings = blocks.filter((_, index) => blocks[index - 1]?.token.type === 'heading_open');
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = slugOf(textOf(heading));
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function textOf({ token }: Block): string {
  return (token.children ?? []).map(({ content }) => content).join('');
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
