// Notifications of the browser, beside the bell: on this computer only, after somebody switched them on in the settings, and while no page of
// Kith is looked at.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { listNotifications } from '../../api/notifications.ts';
import { useDictionary } from '../../dictionary/context.tsx';

const KEPT = 'kith-outside';

/** What can be said about them on this computer. */
export type Outside = 'on' | 'off' | 'denied' | 'missing';

export function outside(): Outside {
  if (!('Notification' in window)) return 'missing';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localStorage.getItem(KEPT) === 'on' ? 'on' : 'off';
}

/** Switches them; the browser asks for permission only here, because somebody pressed a switch. */
export async function turnOutside(on: boolean): Promise<Outside> {
  if (!on) localStorage.removeItem(KEPT);
  else if ('Notification' in window && (await Notification.requestPermission()) === 'granted')
    localStorage.setItem(KEPT, 'on');
  return outside();
}

/** Shows the newest one when there are more than a moment ago and nobody looks. */
export function useOutside(count: number) {
  const before = useRef(count);
  const navigate = useNavigate();
  const dictionary = useDictionary();
  useEffect(() => {
    const more = count > before.current;
    before.current = count;
    if (!more || !document.hidden || outside() !== 'on') return;
    void listNotifications({ unseen: true, limit: 1 }).then(async ({ data: [one] }) => {
      if (!one) return;
      const { detailOf, sentenceOf } = await import('./words.ts');
      const object = dictionary.byKey.get(one.object ?? '');
      const shown = new Notification(sentenceOf(one, object?.label), { body: detailOf(one), tag: one.id });
      shown.onclick = () => {
        window.focus();
        shown.close();
        if (object && one.record)
          void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: one.record } });
        else void navigate({ to: '/notifications' });
      };
    });
  }, [count, navigate, dictionary]);
}
