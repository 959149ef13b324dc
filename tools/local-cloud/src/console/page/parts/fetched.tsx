// Something that is fetched from the local cloud before it can be shown.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getText, messageOf } from '../api-client';

/** Whoever changes the path gives it as the key too, so that nothing of another one is shown meanwhile. */
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
  if (!answer) return <p class="empty">Fetching …</p>;
  return 'failure' in answer ? <p class="empty">{answer.failure}</p> : <>{children(answer.text)}</>;
}
