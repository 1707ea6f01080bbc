// What was typed into a form and not saved: it outlives a reload and a wrong click, and says from when it is.
import { keptAs } from '../../api/place.ts';

export interface Draft {
  at: string;
  values: Record<string, unknown>;
}

export function readDraft(key: string): Draft | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(keptAs(key)) ?? 'null') as Partial<Draft> | null;
    return found?.at && found.values ? { at: found.at, values: found.values } : null;
  } catch {
    return null;
  }
}

export function writeDraft(key: string, values: Record<string, unknown>): void {
  try {
    sessionStorage.setItem(keptAs(key), JSON.stringify({ at: new Date().toISOString(), values } satisfies Draft));
  } catch {
    // A full store costs the draft, not the form.
  }
}

export const dropDraft = (key: string): void => sessionStorage.removeItem(keptAs(key));
