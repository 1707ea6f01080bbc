// A list of notifications by day: each leads to its record; arrows go from one to the next, R marks as read or unread.
import { Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import {
  AtSign,
  BellRing,
  CircleHelp,
  FileCheck,
  LayoutDashboard,
  type LucideIcon,
  Sun,
  Target,
  UserRoundCheck,
  Workflow,
} from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Notification, NotificationKind } from '../../api/notifications.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatTime, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './notification.module.css';
import { useNotificationActs } from './use_notifications.ts';
import { byDay, detailOf, sentenceOf, snapshotOf } from './words.ts';

const ICONS: Readonly<Record<NotificationKind, LucideIcon>> = {
  mention: AtSign,
  assigned: UserRoundCheck,
  due: BellRing,
  approval: CircleHelp,
  quote: FileCheck,
  target: Target,
  automation: Workflow,
  dashboard: LayoutDashboard,
  digest: Sun,
};

function Row({ one, onOpen }: { one: Notification; onOpen?: () => void }) {
  const { see, answer } = useNotificationActs();
  const Icon = ICONS[one.kind];
  const label = useDictionary().byKey.get(one.object ?? '')?.label;
  const sentence = sentenceOf(one, label);
  const detail = detailOf(one);
  const opened = () => {
    if (!one.seen) void see(one);
    // The link leads on first: were the list gone before, the browser would load the whole app anew at its address.
    setTimeout(() => onOpen?.());
  };
  const toggle = () => void see(one, !one.seen);
  const turn = t(one.seen ? 'notification.unread' : 'notification.read');
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'r' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    toggle();
  };
  const kept = snapshotOf(one);
  const asks = one.kind === 'approval' && !one.seen && typeof one.params.question === 'string';
  return (
    <li className={classes.row} data-seen={one.seen || undefined} onKeyDown={press}>
      <Icon size={17} strokeWidth={1.75} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>
        {/* The row is opened by its sentence; the click is caught here to note that it was read. */}
        <span onClickCapture={one.object || kept ? opened : undefined}>
          {one.object && one.record ? (
            <RecordLink object={one.object} id={one.record} className={classes.sentence}>
              {sentence}
            </RecordLink>
          ) : kept ? (
            <Link to="/dashboards/$id/snapshots/$snapshot" params={kept} className={classes.sentence}>
              {sentence}
            </Link>
          ) : (
            <span className={classes.sentence}>{sentence}</span>
          )}
        </span>
        {detail && <span className={classes.detail}>{detail}</span>}
        {asks && (
          <span className={classes.answers}>
            <Button size="compact-xs" onClick={() => void answer(one, true)}>
              {t('automation.yes')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => void answer(one, false)}>
              {t('automation.no')}
            </Button>
          </span>
        )}
      </div>
      <time className={classes.time} dateTime={one.at} title={formatTimestamp(one.at)}>
        {formatTime(one.at)}
      </time>
      <Tooltip label={turn}>
        <button
          type="button"
          className={classes.dot}
          aria-label={`${turn}: ${sentence}`}
          aria-pressed={one.seen}
          onClick={toggle}
        />
      </Tooltip>
    </li>
  );
}

/** Up and down go through the sentences. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('li a, li button[aria-pressed]')];
  const rows = all.filter((element) => element.tagName === 'A' || !element.closest('li')?.querySelector('a'));
  const current = document.activeElement?.closest('li');
  const at = rows.findIndex((element) => element.closest('li') === current);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function NotificationList({ data, onOpen }: { data: readonly Notification[]; onOpen?: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are heard from the links inside
    <div onKeyDown={walk}>
      {byDay(data).map((day) => (
        <section key={day.day} aria-label={day.label}>
          <h3 className={classes.day}>{day.label}</h3>
          <ul className={classes.list}>
            {day.data.map((one) => (
              <Row key={one.id} one={one} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
