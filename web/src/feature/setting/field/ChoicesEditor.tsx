// The choices of a field: typed or pasted, named, colored, put in order by mouse or by Alt and the arrows. Thousands are fine.
import {
  ActionIcon,
  Button,
  ColorSwatch,
  Group,
  Menu,
  NativeSelect,
  Text,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownAZ, GripVertical, Palette, Plus, Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { chipColor } from '../../../field/shared/choice_color.ts';
import { t } from '../../../i18n/index.ts';
import { languageName, languageOptions } from '../../../shell/options.ts';
import { type ChoiceDraft, COLORS, colored, moved, readChoices, sorted } from './choices.ts';
import classes from './field.module.css';

const ROW = 40;
/** From so many on a choice is searched for rather than looked through. */
const MANY = 12;

export function ChoicesEditor({
  value,
  onChange,
}: {
  value: readonly ChoiceDraft[];
  onChange: (next: ChoiceDraft[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const [pasting, setPasting] = useState(false);
  const [wanted, setWanted] = useState('');
  const [language, setLanguage] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  // Found once, by key: a choice that is renamed stays where one is typing.
  const [found, setFound] = useState<ReadonlySet<string> | null>(null);
  const shown = found ? value.filter((choice) => found.has(choice.key)) : value;
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const find = (text: string) => {
    const words = text.trim().toLowerCase();
    const fits = value.filter((choice) => choice.label.toLowerCase().includes(words));
    setWanted(text);
    setFound(words ? new Set(fits.map((choice) => choice.key)) : null);
  };
  const add = (text: string) => {
    const added = readChoices(text, value);
    if (added.length) onChange([...value, ...added]);
    setTyped('');
    setPasting(false);
    find('');
    return added.length > 0;
  };
  const change = (key: string, part: Partial<ChoiceDraft>) =>
    onChange(value.map((choice) => (choice.key === key ? { ...choice, ...part } : choice)));
  const move = (key: string, by: number) => {
    const from = value.findIndex((choice) => choice.key === key);
    onChange(moved(value, from, from + by));
  };

  return (
    <div role="group" aria-label={t('fields.choices')}>
      <Group justify="space-between" mb={4} gap="xs">
        <Text size="sm" fw={500}>
          {t('fields.choices')}{' '}
          {value.length > 0 && (
            <Text span c="dimmed">
              · {t('fields.choice_count', { count: value.length })}
            </Text>
          )}
        </Text>
        <Group gap={4}>
          <NativeSelect
            size="xs"
            variant="unstyled"
            aria-label={t('fields.translate_choices')}
            data={[{ value: '', label: t('fields.translate_choices') }, ...languageOptions()]}
            value={language ?? ''}
            disabled={!value.length}
            onChange={(event) => setLanguage(event.currentTarget.value || null)}
          />
          <Button size="compact-xs" variant="subtle" onClick={() => setPasting((was) => !was)} aria-expanded={pasting}>
            {t('fields.paste_many')}
          </Button>
          <Tooltip label={t('fields.sort_choices')}>
            <ActionIcon size="sm" aria-label={t('fields.sort_choices')} onClick={() => onChange(sorted(value))}>
              <ArrowDownAZ size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('fields.color_choices')}>
            <ActionIcon size="sm" aria-label={t('fields.color_choices')} onClick={() => onChange(colored(value))}>
              <Palette size={15} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {pasting && <Paste onAdd={add} />}
      {value.length >= MANY && (
        <TextInput
          size="xs"
          mb={6}
          aria-label={t('fields.find_choice')}
          placeholder={t('fields.find_choice')}
          leftSection={<Search size={13} aria-hidden="true" />}
          value={wanted}
          onChange={(event) => find(event.currentTarget.value)}
        />
      )}
      {shown.length > 0 && (
        <div ref={scroller} className={classes.choices}>
          <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {rows.getVirtualItems().map((row) => {
              const choice = shown[row.index];
              if (!choice) return null;
              return (
                <ChoiceRow
                  key={choice.key}
                  choice={choice}
                  language={language}
                  top={row.start}
                  dragged={dragged === choice.key}
                  canMove={!found}
                  onChange={(part) => change(choice.key, part)}
                  onRemove={() => onChange(value.filter((one) => one.key !== choice.key))}
                  onMove={(by) => move(choice.key, by)}
                  onDrag={setDragged}
                  onOver={() => {
                    if (!dragged || dragged === choice.key) return;
                    const at = (key: string) => value.findIndex((one) => one.key === key);
                    onChange(moved(value, at(dragged), at(choice.key)));
                  }}
                />
              );
            })}
          </div>
        </div>
      )}
      <TextInput
        size="sm"
        mt={6}
        aria-label={t('fields.new_choice')}
        placeholder={t('fields.new_choice')}
        leftSection={<Plus size={14} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text');
          if (/\n/.test(text.trim()) && add(text)) event.preventDefault();
        }}
        onBlur={() => typed.trim() && add(`${typed}\n`)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !typed.trim()) return;
          event.preventDefault();
          // With a line's end a comma inside stays a part of the name.
          add(`${typed}\n`);
        }}
      />
    </div>
  );
}

function Paste({ onAdd }: { onAdd: (text: string) => boolean }) {
  const [text, setText] = useState('');
  const count = readChoices(text, []).length;
  return (
    <div className={classes.paste}>
      <Textarea
        aria-label={t('fields.paste_many')}
        placeholder={t('fields.paste_help')}
        rows={5}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        // Set as a whole: browsers put thousands of pasted lines in one by one, for seconds.
        onPaste={(event) => {
          event.preventDefault();
          const { selectionStart, selectionEnd } = event.currentTarget;
          setText(text.slice(0, selectionStart) + event.clipboardData.getData('text') + text.slice(selectionEnd));
        }}
      />
      <Button size="xs" variant="light" disabled={!count} onClick={() => onAdd(text)}>
        {t('fields.add_choices', { count })}
      </Button>
    </div>
  );
}

function ChoiceRow({
  choice,
  language,
  top,
  dragged,
  canMove,
  onChange,
  onRemove,
  onMove,
  onDrag,
  onOver,
}: {
  choice: ChoiceDraft;
  /** The language whose names are written beside the own ones. */
  language: string | null;
  top: number;
  dragged: boolean;
  canMove: boolean;
  onChange: (part: Partial<ChoiceDraft>) => void;
  onRemove: () => void;
  onMove: (by: number) => void;
  onDrag: (key: string | null) => void;
  onOver: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.preventDefault();
    if (!canMove || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a row to drag; Alt and the arrows in its input do the same by keyboard
    <div
      className={classes.choice}
      style={{ transform: `translateY(${top}px)`, height: ROW }}
      data-dragged={dragged || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        onOver();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrag(null);
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      <span
        className={classes.grip}
        draggable={canMove}
        onDragStart={() => onDrag(choice.key)}
        onDragEnd={() => onDrag(null)}
        title={t('fields.move_choice')}
      >
        <GripVertical size={14} aria-hidden="true" />
      </span>
      <Menu position="bottom-start" width={176}>
        <Menu.Target>
          <ActionIcon aria-label={t('fields.color_of', { choice: choice.label })} size="sm">
            <ColorSwatch size={14} withShadow={false} color={chipColor(choice.key, choice.color).text} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.colors}>
            {COLORS.map((color) => (
              <Menu.Item
                key={color}
                p={5}
                aria-label={t(`color.${color}`)}
                title={t(`color.${color}`)}
                onClick={() => onChange({ color })}
              >
                <ColorSwatch size={16} withShadow={false} color={chipColor('', color).text} />
              </Menu.Item>
            ))}
          </div>
        </Menu.Dropdown>
      </Menu>
      <TextInput
        size="xs"
        variant="unstyled"
        aria-label={t('fields.choice_named', { choice: choice.label })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        value={choice.label}
        style={{ flex: 1 }}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {language && (
        <TextInput
          size="xs"
          lang={language}
          aria-label={`${choice.label}: ${languageName(language)}`}
          placeholder={choice.label}
          maxLength={100}
          value={choice.labels?.[language] ?? ''}
          style={{ flex: 1 }}
          onChange={(event) => onChange({ labels: { ...choice.labels, [language]: event.currentTarget.value } })}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      )}
      <ActionIcon size="sm" aria-label={t('fields.drop_choice', { choice: choice.label })} onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}
