// A record beside the list it was opened from: the list keeps its place and its focus, the panel goes along with it.
import { ActionIcon, Group, Skeleton, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Maximize2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { usePeek, usePeeked } from '../../field/link/peek.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../ProblemView.tsx';
import { PresenceProvider } from '../presence/context.tsx';
import { RecordBody } from '../RecordBody.tsx';
import { RecordHead } from '../RecordHead.tsx';
import { useRecord } from '../use_record.ts';
import classes from './panel.module.css';
import { Stepper } from './Stepper.tsx';

const PHONE = '(max-width: 48em)';
// What lies over the page hears Escape first.
const ABOVE =
  '.mantine-Popover-dropdown, .mantine-Menu-dropdown, .mantine-Combobox-dropdown, .mantine-Modal-content, .mantine-Drawer-content, .mantine-Spotlight-content';

export default function RecordPanel() {
  const peeked = usePeeked();
  const object = useDictionary().byKey.get(peeked?.object ?? '');
  if (!peeked || !object || object.can.read === 'none') return null;
  return <Panel object={object} id={peeked.id} />;
}

function Panel({ object, id }: { object: ObjectType; id: string }) {
  const peek = usePeek();
  const navigate = useNavigate();
  const frame = useRef<HTMLElement>(null);
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  // Stays while one steps from record to record.
  const [tab, setTab] = useState<string>();
  const record = useRecord(object, id, (other) => peek.open(object.key, other));

  // biome-ignore lint/correctness/useExhaustiveDependencies: listens once; what it calls never changes
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key === 'F6') {
        event.preventDefault();
        const inside = frame.current?.contains(target);
        const list = document.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
        (inside ? list : frame.current)?.focus({ preventScroll: true });
        return;
      }
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (target.closest('input, textarea, select, [data-editing]')) return;
      if ([...document.querySelectorAll<HTMLElement>(ABOVE)].some((one) => one.checkVisibility())) return;
      event.preventDefault();
      peek.close();
    };
    // Heard on the way down: on the way up a menu inside would already be closed.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
  // On a phone the panel covers the page, so the focus is its.
  useEffect(() => {
    if (phone) frame.current?.focus({ preventScroll: true });
  }, [phone]);

  return (
    <aside
      ref={frame}
      className={classes.panel}
      aria-label={t('peek.panel', { title: record.data?.title || object.label })}
      tabIndex={-1}
      data-panel
    >
      <Group className={classes.bar} justify="space-between" wrap="nowrap">
        <Group gap={2} wrap="nowrap">
          <Tooltip label={t('peek.close_hint')}>
            <ActionIcon aria-label={t('peek.close')} onClick={() => peek.close()}>
              <X size={17} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('peek.expand')}>
            <ActionIcon
              aria-label={t('peek.expand')}
              onClick={() => void navigate({ to: '/$plural/$id', params: { plural: object.plural, id } })}
            >
              <Maximize2 size={15} />
            </ActionIcon>
          </Tooltip>
        </Group>
        <Stepper object={object} id={id} onStep={(other) => peek.open(object.key, other)} />
      </Group>
      {record.isError && !record.data && !record.isMoved ? (
        <ProblemView compact error={record.error} onRetry={() => record.refetch()} />
      ) : record.data ? (
        <PresenceProvider key={id} object={object.key} id={id}>
          <div className={classes.inside}>
            <RecordHead object={object} record={record.data} inPanel onRemoved={() => peek.close()} />
            <RecordBody object={object} record={record.data} start="fields" tab={tab} onTab={setTab} />
          </div>
        </PresenceProvider>
      ) : (
        <div className={classes.waiting} aria-hidden="true">
          <Skeleton height={38} circle />
          <Skeleton height={14} width="45%" />
        </div>
      )}
    </aside>
  );
}
