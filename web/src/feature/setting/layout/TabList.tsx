// The tabs of a record's page: named, translated, put in sequence; which section stands in which is said at the section.
import { ActionIcon, Button, Text, TextInput, Tooltip } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { LayoutTab } from '../../../api/layouts.ts';
import { t } from '../../../i18n/index.ts';
import classes from './layout.module.css';
import { Names } from './Names.tsx';

interface Props {
  tabs: readonly LayoutTab[];
  onChange: (tabs: LayoutTab[]) => void;
}

const MOST = 12;

function freeKey(tabs: readonly LayoutTab[]): string {
  const taken = new Set(tabs.map(({ key }) => key));
  let number = tabs.length + 1;
  while (taken.has(`tab_${number}`)) number += 1;
  return `tab_${number}`;
}

export function TabList({ tabs, onChange }: Props) {
  const step = (at: number, by: number) => {
    const next = [...tabs];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    onChange(next);
  };
  const change = (key: string, part: Partial<LayoutTab>) =>
    onChange(tabs.map((tab) => (tab.key === key ? { ...tab, ...part } : tab)));
  return (
    <section className={classes.section} aria-label={t('layout.tabs')}>
      <Text size="sm" fw={600} px={4}>
        {t('layout.tabs')}
      </Text>
      <Text size="xs" c="dimmed" px={4} mb={4}>
        {t('layout.tabs_text')}
      </Text>
      {tabs.map((tab, at) => (
        <div key={tab.key} className={classes.sectionHead}>
          <TextInput
            flex={1}
            size="xs"
            aria-label={t('layout.tab_name')}
            value={tab.label}
            maxLength={60}
            onChange={(event) => change(tab.key, { label: event.currentTarget.value })}
          />
          <Names label={tab.label} labels={tab.labels} onChange={(labels) => change(tab.key, { labels })} />
          <Tool label={t('layout.tab_left', { tab: tab.label })} disabled={at === 0} onClick={() => step(at, -1)}>
            <ArrowUp size={14} />
          </Tool>
          <Tool
            label={t('layout.tab_right', { tab: tab.label })}
            disabled={at === tabs.length - 1}
            onClick={() => step(at, 1)}
          >
            <ArrowDown size={14} />
          </Tool>
          <Tool
            label={t('layout.tab_drop', { tab: tab.label })}
            onClick={() => onChange(tabs.filter((one) => one !== tab))}
          >
            <Trash2 size={14} />
          </Tool>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Plus size={14} />}
        disabled={tabs.length >= MOST}
        onClick={() => onChange([...tabs, { key: freeKey(tabs), label: t('layout.tab_new') }])}
      >
        {t('layout.tab_add')}
      </Button>
    </section>
  );
}

interface ToolProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

export function Tool({ label, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
