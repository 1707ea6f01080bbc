// Who has a record open: told to the server again and again, which forgets those who fall silent.
import { call, put } from './client.ts';
import type { Answer } from './generated.ts';

export type Present = Answer<'Presence'>['data'][number];

export const tellPresence = (object: string, id: string, field: string | null) =>
  put<Answer<'Presence'>>('/presence', { object, id, field });

/** Nobody waits for it: the page is being left. */
export function dropPresence(object: string, id: string): void {
  call('DELETE', '/presence', { body: { object, id } }).catch(() => {
    // Silence says the same a little later.
  });
}
