// Keeps the focus in the content when what has had it goes away: from the top of the page it would be a long way back.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** @param getContent gives the element that gets the focus then; it has tabIndex -1 */
export function useFocusKept(getContent: () => HTMLElement | null): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      last.current = target;
    };
    document.addEventListener('focusin', note);
    return () => {
      document.removeEventListener('focusin', note);
    };
  }, []);
  // After every rendering: whatever it was that has taken the element away.
  useLayoutEffect(() => {
    const { current } = last;
    if (!(current instanceof Element) || current.checkVisibility()) return;
    last.current = null;
    const { activeElement } = document;
    if (activeElement === document.body || activeElement === current) {
      getContent()?.focus({ preventScroll: true });
    }
  });
}
