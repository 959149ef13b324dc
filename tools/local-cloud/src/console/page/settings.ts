// The user's settings, stored in the browser.

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEYS = { theme: 'immortal.theme', draft: 'immortal.draft' } as const;

/** The event in the form. */
export interface Draft {
  readonly function: string;
  readonly event: string;
  readonly times: string;
}

export function readTheme(): Theme {
  const text = read(KEYS.theme);
  return THEMES.find((theme) => theme === text) ?? 'auto';
}

export function applyTheme(theme: Theme): void {
  write(KEYS.theme, theme);
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function readDraft(): Draft | undefined {
  try {
    const draft = JSON.parse(read(KEYS.draft) ?? 'null') as Partial<Draft> | null;
    const { function: name, event, times } = draft ?? {};
    const isDraft = [name, event, times].every((one) => typeof one === 'string');
    return isDraft ? (draft as Draft) : undefined;
  } catch {
    return undefined; // written by another version or another program
  }
}

export function writeDraft(draft: Draft): void {
  write(KEYS.draft, JSON.stringify(draft));
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // storage is disabled in the browser
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is full or disabled: the setting lasts as long as the page.
  }
}
