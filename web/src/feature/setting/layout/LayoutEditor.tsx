// Arranges the fields of an object on its pages and forms: sections, their order, what is required and when it is shown.

import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { ActionIcon, Button, Group, NativeSelect, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowLeft, ArrowUp, Plus, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { type Layout, type LayoutSection, type LayoutTab, putLayout, removeLayout } from '../../../api/layouts.ts';
import { keys } from '../../../api/query.ts';
import type { Field, ObjectType } from '../../../api/types.ts';
import { ObjectIcon } from '../../../dictionary/icon.tsx';
import { t } from '../../../i18n/index.ts';
import { pageFields } from '../../../record/layout/arrange.ts';
import { useLayout } from '../../../record/layout/use_layout.ts';
import { isSame } from '../../../record/theirs.ts';
import { useUnsaved } from '../../../record/unsaved.tsx';
import { Section } from '../Section.tsx';
import { FieldItem } from './FieldItem.tsx';
import { FieldRules } from './FieldRules.tsx';
import classes from './layout.module.css';
import { changeField, findPlaced, newKey, placeField, stepField, stepSection } from './moves.ts';
import { filled, Names } from './Names.tsx';
import { Preview } from './Preview.tsx';
import { TabList, Tool } from './TabList.tsx';

const LAST = 'last';

export function LayoutEditor({ object }: { object: ObjectType }) {
  const layout = useLayout(object.key);
  if (layout === undefined) return null;
  return <Editor key={object.key} object={object} layout={layout} />;
}

/** Where nothing is arranged yet: what the page shows at once, in one section. */
const firstSections = (object: ObjectType): LayoutSection[] => [
  {
    key: 'main',
    label: t('record.section_main'),
    collapsed: false,
    fields: pageFields(object)
      .filter((field) => field.required || object.list_fields.includes(field.key) || field.key === object.title_field)
      .filter((field) => field.kind !== 'computed')
      .map((field) => ({ field: field.key })),
  },
];

function Editor({ object, layout }: { object: ObjectType; layout: Layout | null }) {
  const client = useQueryClient();
  const [saved, setSaved] = useState<LayoutSection[]>(() => layout?.sections ?? firstSections(object));
  const [isOwn, setOwn] = useState(layout !== null);
  const [sections, setSections] = useState(saved);
  const [savedTabs, setSavedTabs] = useState<LayoutTab[]>(layout?.tabs ?? []);
  const [tabs, setTabs] = useState(savedTabs);
  const [rules, setRules] = useState<string | null>(null);
  const [dragged, setDragged] = useState<Field | null>(null);
  const [busy, setBusy] = useState(false);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const isDirty = !isSame(sections, saved) || !isSame(tabs, savedTabs);
  useUnsaved(t('layout.title'), isDirty);
  const byKey = new Map(pageFields(object).map((field) => [field.key, field]));
  const rest = [...byKey.values()].filter((field) => !findPlaced(sections, field.key));
  const asked = rules === null ? undefined : byKey.get(rules);
  const askedPlaced = rules === null ? undefined : findPlaced(sections, rules);

  const attempt = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      notifications.show({ message: done });
      await client.invalidateQueries({ queryKey: keys.layouts });
      return true;
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const save = async () => {
    const kept = {
      sections: sections.map((section) => ({ ...section, labels: filled(section.labels) })),
      tabs: tabs.map((tab) => ({ ...tab, labels: filled(tab.labels) })),
    };
    if (!(await attempt(() => putLayout(object.key, kept), t('layout.saved')))) return;
    setSaved(sections);
    setSavedTabs(tabs);
    setOwn(true);
  };
  const reset = async () => {
    if (!(await attempt(() => removeLayout(object.key), t('layout.was_reset')))) return;
    const first = firstSections(object);
    setSaved(first);
    setSections(first);
    setTabs([]);
    setSavedTabs([]);
    setOwn(false);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const target = over?.data.current as { section: string | null; before: string | null } | undefined;
    if (target) setSections((old) => placeField(old, String(active.id), target.section, target.before));
  };
  const changeSection = (key: string, part: Partial<LayoutSection>) =>
    setSections((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const putInTab = (key: string, to: string) =>
    setSections((old) =>
      old.map(({ tab, ...one }) =>
        one.key === key ? { ...one, ...(to && { tab: to }) } : { ...one, ...(tab && { tab }) },
      ),
    );
  const item = (field: Field, section: string | null) => (
    <FieldItem
      key={field.key}
      field={field}
      placed={findPlaced(sections, field.key)}
      section={section}
      sections={sections}
      onStep={(step) => setSections((old) => stepField(old, field.key, step))}
      onPlace={(to) => setSections((old) => placeField(old, field.key, to, null))}
      onRules={() => setRules(field.key)}
    />
  );

  return (
    <Section
      title={
        <Group gap="xs" component="span">
          <ActionIcon
            aria-label={object.label_plural}
            renderRoot={(props) => <Link to="/settings/objects/$key" params={{ key: object.key }} {...props} />}
          >
            <ArrowLeft size={16} />
          </ActionIcon>
          <ObjectIcon object={object} size={18} />
          {t('layout.of', { objects: object.label_plural })}
        </Group>
      }
      text={t('layout.text')}
      actions={
        <>
          {isOwn && (
            <Button
              variant="default"
              leftSection={<RotateCcw size={14} />}
              disabled={busy}
              onClick={() => void reset()}
            >
              {t('layout.reset')}
            </Button>
          )}
          <Button disabled={!isDirty} loading={busy} onClick={() => void save()}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <DndContext
        sensors={sensors}
        collisionDetection={pointerWithin}
        onDragStart={({ active }) => setDragged(byKey.get(String(active.id)) ?? null)}
        onDragCancel={() => setDragged(null)}
        onDragEnd={drop}
      >
        <div className={classes.editor}>
          <div>
            <TabList
              tabs={tabs}
              onChange={(next) => {
                setTabs(next);
                // What stood in a tab that is gone is seen at first again.
                setSections((old) =>
                  old.map(({ tab, ...one }) => (tab && next.some(({ key }) => key === tab) ? { ...one, tab } : one)),
                );
              }}
            />
            {sections.map((section, place) => (
              <section key={section.key} className={classes.section} aria-label={section.label}>
                <div className={classes.sectionHead}>
                  <TextInput
                    flex={1}
                    variant="unstyled"
                    fw={600}
                    aria-label={t('layout.section_name')}
                    value={section.label}
                    maxLength={80}
                    onChange={(event) => changeSection(section.key, { label: event.currentTarget.value })}
                  />
                  {tabs.length > 0 && (
                    <NativeSelect
                      size="xs"
                      aria-label={t('layout.tab_of', { section: section.label })}
                      value={section.tab ?? ''}
                      data={[
                        { value: '', label: t('layout.tab_none') },
                        ...tabs.map(({ key, label }) => ({ value: key, label })),
                      ]}
                      onChange={(event) => putInTab(section.key, event.currentTarget.value)}
                    />
                  )}
                  <Names
                    label={section.label}
                    labels={section.labels}
                    onChange={(labels) => changeSection(section.key, { labels })}
                  />
                  <Switch
                    size="xs"
                    label={t('layout.folded')}
                    checked={section.collapsed}
                    onChange={(event) => changeSection(section.key, { collapsed: event.currentTarget.checked })}
                  />
                  <Tool
                    label={t('layout.section_up', { section: section.label })}
                    disabled={place === 0}
                    onClick={() => setSections((old) => stepSection(old, section.key, -1))}
                  >
                    <ArrowUp size={14} />
                  </Tool>
                  <Tool
                    label={t('layout.section_down', { section: section.label })}
                    disabled={place === sections.length - 1}
                    onClick={() => setSections((old) => stepSection(old, section.key, 1))}
                  >
                    <ArrowDown size={14} />
                  </Tool>
                  <Tool
                    label={t('layout.section_drop', { section: section.label })}
                    onClick={() => setSections((old) => old.filter((one) => one.key !== section.key))}
                  >
                    <Trash2 size={14} />
                  </Tool>
                </div>
                {section.fields.map((one) => {
                  const field = byKey.get(one.field);
                  return field && item(field, section.key);
                })}
                <Zone section={section.key} />
              </section>
            ))}
            <Button
              variant="default"
              size="compact-md"
              mb="sm"
              leftSection={<Plus size={14} />}
              onClick={() =>
                setSections((old) => [
                  ...old,
                  { key: newKey(old), label: t('layout.section_new'), collapsed: false, fields: [] },
                ])
              }
            >
              {t('layout.section_add')}
            </Button>
            <section className={classes.section} data-last aria-label={t('record.section_more')}>
              <Text size="sm" fw={600} px={4}>
                {t('record.section_more')}
              </Text>
              <Text size="xs" c="dimmed" px={4} mb={4}>
                {t('layout.more_text')}
              </Text>
              {rest.map((field) => item(field, null))}
              <Zone section={null} />
            </section>
          </div>
          <Preview object={object} sections={sections} tabs={tabs} />
        </div>
        <DragOverlay>{dragged && <div className={classes.ghost}>{dragged.label}</div>}</DragOverlay>
      </DndContext>
      {asked && askedPlaced && (
        <FieldRules
          object={object}
          field={asked}
          placed={askedPlaced}
          onChange={(change) => setSections((old) => changeField(old, asked.key, change))}
          onClose={() => setRules(null)}
        />
      )}
    </Section>
  );
}

/** The end of a section, where a field can be let fall. */
function Zone({ section }: { section: string | null }) {
  const drop = useDroppable({ id: `end:${section ?? LAST}`, data: { section, before: null } });
  return <div ref={drop.setNodeRef} className={classes.zone} data-over={drop.isOver || undefined} />;
}
