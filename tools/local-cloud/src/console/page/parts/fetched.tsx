// Fetches something from the local cloud and shows it.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getText, messageOf } from '../api-client';

/** Use the path as the key as well, so that a change of path never shows the previous content. */
interface Props {
  readonly path: string;
  readonly children: (text: string) => ComponentChildren;
}

type Answer = { readonly text: string } | { readonly failure: string };

export function Fetched({ path, children }: Props) {
  const [answer, setAnswer] = useState<Answer | undefined>();
  useEffect(() => {
    let isWanted = true;
    const take = (one: Answer) => {
      if (isWanted) setAnswer(one);
    };
    getText(path).then(
      (text) => {
        take({ text });
      },
      (error: unknown) => {
        take({ failure: messageOf(error) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [path]);
  if (!answer) return <p class="empty">Loading …</p>;
  return 'failure' in answer ? <p class="empty">{answer.failure}</p> : <>{children(answer.text)}</>;
}
