// A walk of five steps past what one needs on the first day. It points at the real thing, can be left with Escape, and repeated.
import { Button, CloseButton, Group, Popover, Stack, Text } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useDictionary } from '../dictionary/context.tsx';
import { endTour, goToStep, useTourStep } from '../feature/tour/tour_state.ts';
import { t } from '../i18n/index.ts';
import { Keys } from '../ui/Keys.tsx';
import classes from './tour.module.css';

interface Step {
  name: 'day' | 'search' | 'places' | 'table' | 'you';
  /** The first of these that is in sight is pointed at. */
  targets: readonly string[];
  path: string;
  keys?: string;
}

const PATIENCE = 3_000;

function useSteps(): Step[] {
  const dictionary = useDictionary();
  const list =
    ['deal', 'company', 'person'].flatMap((key) => dictionary.byKey.get(key) ?? [])[0] ?? dictionary.objects[0];
  return [
    { name: 'day', targets: ['[data-tour=day]'], path: '/' },
    { name: 'search', targets: ['[data-tour=search]'], path: '/', keys: 'mod+k' },
    { name: 'places', targets: ['[data-tour=navigation]', '[data-tour=phone]'], path: '/' },
    { name: 'table', targets: ['main [role=grid]', 'main'], path: `/${list?.plural ?? ''}` },
    { name: 'you', targets: ['[data-tour=user]'], path: `/${list?.plural ?? ''}`, keys: '?' },
  ];
}

/** Where the thing is that a step points at; it may still be on its way, or move when the window changes. */
function useSpot(targets: readonly string[]): DOMRect | null {
  const [spot, setSpot] = useState<DOMRect | null>(null);
  const wanted = targets.join('|');
  useEffect(() => {
    const begun = performance.now();
    let frame = 0;
    const look = () => {
      const found = wanted
        .split('|')
        .flatMap((target, place) => {
          // The later ones stand in only once the first had time to appear.
          if (place > 0 && performance.now() - begun < 900) return [];
          return [...document.querySelectorAll(target)];
        })
        .find((element) => element.getClientRects().length > 0);
      const next = found?.getBoundingClientRect();
      if (next)
        setSpot((old) =>
          old && old.x === next.x && old.y === next.y && old.width === next.width && old.height === next.height
            ? old
            : next,
        );
      else if (performance.now() - begun > PATIENCE) setSpot(new DOMRect(window.innerWidth / 2, 80, 0, 0));
      frame = requestAnimationFrame(look);
    };
    setSpot(null);
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [wanted]);
  return spot;
}

export default function Tour() {
  const at = useTourStep();
  const steps = useSteps();
  const step = at === null ? undefined : steps[at];
  return step && at !== null ? <Shown key={step.name} step={step} at={at} count={steps.length} /> : null;
}

const MARGIN = 6;

function Shown({ step, at, count }: { step: Step; at: number; count: number }) {
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const spot = useSpot(step.targets);
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there once, when the step begins; where one goes then is free
  useEffect(() => {
    if (path !== step.path) void navigate({ to: step.path });
  }, [step.path]);
  if (!spot) return null;
  const height = Math.min(spot.height, window.innerHeight - spot.y - MARGIN);
  const isTall = height > window.innerHeight * 0.6;
  const last = at === count - 1;
  return (
    <Popover
      opened
      onChange={(opened) => !opened && endTour()}
      closeOnClickOutside={false}
      position={
        isTall ? (spot.x < window.innerWidth / 3 && spot.width < window.innerWidth / 2 ? 'right' : 'bottom') : 'bottom'
      }
      width={320}
      withArrow
      shadow="lg"
      trapFocus
      returnFocus
      zIndex={320}
      withRoles={false}
    >
      <Popover.Target>
        <div
          className={classes.ring}
          style={{
            left: spot.x - MARGIN,
            top: Math.max(0, spot.y - MARGIN),
            width: spot.width + 2 * MARGIN,
            height: isTall && spot.width > window.innerWidth / 2 ? Math.min(height, 320) : height + 2 * MARGIN,
          }}
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('tour.title')}>
        <Stack gap="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text fw={640}>{t(`tour.${step.name}`)}</Text>
            <CloseButton size="sm" aria-label={t('tour.leave')} onClick={endTour} />
          </Group>
          <Text size="sm">{t(`tour.${step.name}_text`)}</Text>
          {step.keys && <Keys keys={step.keys} />}
          <Group justify="space-between" mt={4}>
            <Text size="xs" c="dimmed" className="tabular">
              {t('tour.step', { at: at + 1, count })}
            </Text>
            <Group gap="xs">
              {at > 0 && (
                <Button variant="default" size="compact-sm" onClick={() => goToStep(at - 1)}>
                  {t('tour.back')}
                </Button>
              )}
              <Button size="compact-sm" data-autofocus onClick={() => (last ? endTour() : goToStep(at + 1))}>
                {last ? t('tour.done') : t('tour.next')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
