// An automation drawn as a flow: what starts it, then its steps one below the other, ways side by side.
import { ActionIcon, Card, Group, Menu, Stack, Text, UnstyledButton } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, Trash2, Zap } from 'lucide-react';
import type { Definition, Step } from '../../api/automations.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import classes from './flow.module.css';
import { changeList, freshStep, WORDS, type Word, waysOf } from './flow.ts';
import { stepWords, triggerWords, word as wordOf } from './words.ts';

interface Props {
  definition: Definition;
  /** The place of what is open beside: `trigger`, or a step's. */
  open: string | null;
  /** What is wrong, by place. */
  problems: ReadonlyMap<string, string>;
  onOpen: (place: string) => void;
  onChange: (definition: Definition) => void;
}

export function Flow(props: Props) {
  const { definition, open, problems, onOpen } = props;
  const dictionary = useDictionary();
  return (
    <div className={classes.flow}>
      <Card withBorder className={classes.card} data-open={open === 'trigger' || undefined} data-trigger padding={0}>
        <UnstyledButton className={classes.main} onClick={() => onOpen('trigger')}>
          <Group gap="xs" wrap="nowrap">
            <Zap size={16} />
            <div>
              <Text size="xs" c="dimmed">
                {t('automation.starts')}
              </Text>
              <Text size="sm" fw={600}>
                {triggerWords(dictionary, definition.object, definition.trigger)}
              </Text>
              {definition.condition && (
                <Text size="xs" c="dimmed">
                  {t('automation.if_condition')}
                </Text>
              )}
              <Wrong text={problems.get('trigger')} />
            </div>
          </Group>
        </UnstyledButton>
      </Card>
      <Steps {...props} steps={definition.steps} list="" />
    </div>
  );
}

function Wrong({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <Text size="xs" c="red">
      {text}
    </Text>
  );
}

function Steps(props: Props & { steps: Step[]; list: string }) {
  const { steps, list, definition, onChange, onOpen } = props;
  const put = (change: (steps: Step[]) => Step[]) =>
    onChange({ ...definition, steps: changeList(definition.steps, list, change) });
  const add = (place: number, word: Word) => {
    put((old) => old.toSpliced(place, 0, freshStep(word)));
    onOpen(list ? `${list}.${place}` : String(place));
  };
  return (
    <div className={classes.steps}>
      <Add onAdd={(word) => add(0, word)} free={!props.definition.object} />
      {steps.map((step, place) => {
        const path = list ? `${list}.${place}` : String(place);
        return (
          <div key={path} className={classes.step}>
            <StepCard
              {...props}
              step={step}
              path={path}
              first={place === 0}
              last={place === steps.length - 1}
              onMove={(by) =>
                put((old) => {
                  const moved = old[place] as Step;
                  return old.toSpliced(place, 1).toSpliced(place + by, 0, moved);
                })
              }
              onRemove={() => put((old) => old.toSpliced(place, 1))}
            />
            {waysOf(step).length > 0 && (
              <div className={classes.ways}>
                {waysOf(step).map(([word, inner]) => (
                  <div key={word} className={classes.way}>
                    <Text size="xs" fw={600} className={classes.label}>
                      {wordOf(`automation.way.${step.do}.${word}`)}
                    </Text>
                    <Steps {...props} steps={inner} list={`${path}.${word}`} />
                  </div>
                ))}
              </div>
            )}
            <Add onAdd={(word) => add(place + 1, word)} free={!props.definition.object} />
          </div>
        );
      })}
    </div>
  );
}

// What needs a record to look at.
const BOUND = new Set<Word>(['change', 'assign', 'await', 'branch', 'each']);

function Add({ onAdd, free }: { onAdd: (word: Word) => void; free: boolean }) {
  return (
    <div className={classes.add}>
      <Menu position="bottom" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" radius="xl" size="sm" aria-label={t('automation.add_step')}>
            <Plus size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {WORDS.filter((word) => !free || !BOUND.has(word)).map((word) => (
            <Menu.Item key={word} onClick={() => onAdd(word)}>
              {t(`automation.step.${word}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function StepCard({
  definition,
  step,
  path,
  first,
  last,
  open,
  problems,
  onOpen,
  onMove,
  onRemove,
}: Props & {
  step: Step;
  path: string;
  first: boolean;
  last: boolean;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const dictionary = useDictionary();
  const name = t(`automation.step.${step.do}`);
  return (
    <Card withBorder className={classes.card} data-open={open === path || undefined} padding={0}>
      <Group gap={0} wrap="nowrap" align="flex-start">
        <UnstyledButton className={classes.main} onClick={() => onOpen(path)}>
          <Stack gap={0}>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            <Text size="sm" fw={600} lineClamp={2}>
              {stepWords(dictionary, definition.object, step) || name}
            </Text>
            <Wrong text={problems.get(path)} />
          </Stack>
        </UnstyledButton>
        <Group gap={0} wrap="nowrap" className={classes.tools}>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={first}
            aria-label={t('automation.up', { name })}
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={last}
            aria-label={t('automation.down', { name })}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={14} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('automation.take_away', { name })} onClick={onRemove}>
            <Trash2 size={14} />
          </ActionIcon>
        </Group>
      </Group>
    </Card>
  );
}
