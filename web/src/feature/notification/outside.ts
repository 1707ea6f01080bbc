// Notifications of the browser, beside the bell: on this computer only, after somebody switched them on in the settings, and while no page of
// Kith is looked at. Where the browser has a push service they come from there, also when no page is open.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { listNotifications } from '../../api/notifications.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { beginPush, endPush, isPushed } from './push.ts';

const KEPT = 'kith-outside';

/** What can be said about them on this computer. */
export type Outside = 'on' | 'off' | 'denied' | 'missing';

export function outside(): Outside {
  if (!('Notification' in window)) return 'missing';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localStorage.getItem(KEPT) === 'on' ? 'on' : 'off';
}

/** Switches them; the browser asks for permission only here, because somebody pressed a switch. */
export async function turnOutside(on: boolean, objects: ReadonlyMap<string, string>): Promise<Outside> {
  if (!on) {
    localStorage.removeItem(KEPT);
    await endPush();
  } else if ('Notification' in window && (await Notification.requestPermission()) === 'granted') {
    localStorage.setItem(KEPT, 'on');
    await beginPush(objects);
  }
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
    if (!more || !document.hidden || outside() !== 'on' || isPushed()) return;
    void listNotifications({ unseen: true, limit: 1 }).then(async ({ data: [one] }) => {
      if (!one) return;
      const { detailOf, sentenceOf, snapshotOf } = await import('./words.ts');
      const object = dictionary.byKey.get(one.object ?? '');
      const shown = new Notification(sentenceOf(one, object?.label), { body: detailOf(one), tag: one.id });
      shown.onclick = () => {
        window.focus();
        shown.close();
        if (object && one.record)
          void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: one.record } });
        else {
          const kept = snapshotOf(one);
          void navigate(kept ? { to: '/dashboards/$id/snapshots/$snapshot', params: kept } : { to: '/notifications' });
        }
      };
    });
  }, [count, navigate, dictionary]);
  useEffect(() => {
    // The browser may have got another address, and the app other words, since the last time.
    if (outside() === 'on') void beginPush(labelsOf(dictionary.objects));
    const open = ({ data }: MessageEvent) => {
      if (typeof data?.open === 'string') void navigate({ to: data.open });
    };
    navigator.serviceWorker?.addEventListener('message', open);
    return () => navigator.serviceWorker?.removeEventListener('message', open);
  }, [navigate, dictionary]);
}

/** What the records of each object are called. */
export const labelsOf = (objects: readonly { key: string; label: string }[]): ReadonlyMap<string, string> =>
  new Map(objects.map((object) => [object.key, object.label]));
