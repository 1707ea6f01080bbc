// An administrator changed what one may do, or the dictionary: the app takes over the new rights without losing what is typed.
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from '../api/query.ts';
import { findDictionary, findSession } from '../api/session.ts';
import type { DictionaryDocument, Session } from '../api/types.ts';
import { t } from '../i18n/index.ts';

/** What decides about what one may do, to see whether it changed. */
const rightsOf = (session: Session | null | undefined, document: DictionaryDocument | undefined) =>
  JSON.stringify([
    session?.role.id,
    session?.role.administrator,
    document?.objects.map(({ key, can, fields }) => [key, can, fields.map((field) => [field.key, field.access])]),
  ]);

/**
 * Reads session and dictionary anew and then everything else. Both are exchanged in place, so open forms stay as they are;
 * a page that may not be seen any more says so by itself.
 */
export function useRightsReload(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    const reload = async () => {
      const before = rightsOf(client.getQueryData(keys.session), client.getQueryData(keys.dictionary));
      const [session, document] = await Promise.all([findSession(), findDictionary()]);
      // Who was signed out meanwhile hears of it with the next request, with the page still there.
      if (!session) return;
      client.setQueryData(keys.session, session);
      client.setQueryData(keys.dictionary, document);
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] && queryKey[0] !== keys.dictionary[0],
      });
      if (rightsOf(session, document) !== before) {
        notifications.show({ id: 'rights', title: t('rights.changed'), message: t('rights.changed_text') });
      }
    };
    // A server that is away is asked again by the next event.
    reload().catch(() => {});
  }, [client]);
}
