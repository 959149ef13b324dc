// Tabs in the standard accessibility pattern: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

export interface Tab {
  readonly key: string;
  readonly title: string;
  /** Rendered only when shown. */
  readonly body: () => ComponentChildren;
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [key, setKey] = useState(tabs[0]?.key);
  const shown = tabs.find((tab) => tab.key === key) ?? tabs[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = tabs.findIndex((tab) => tab === shown);
    const next = step === undefined ? undefined : tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    setKey(next.key);
    document.getElementById(`tab-${next.key}`)?.focus();
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`tab-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={tab === shown}
            aria-controls="tab-body"
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => {
              setKey(tab.key);
            }}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div id="tab-body" role="tabpanel" aria-labelledby={`tab-${shown?.key ?? ''}`}>
        {shown?.body()}
      </div>
    </div>
  );
}
