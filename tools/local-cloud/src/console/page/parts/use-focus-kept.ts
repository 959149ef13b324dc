// Moves the focus to the content when the focused element disappears, instead of to the top of the page.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** @param getContent returns the element that receives the focus; it has tabIndex -1 */
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
  // Runs after every render, whatever removed the element.
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
