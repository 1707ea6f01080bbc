// A run of the archive: what was asked and when, its note, and what can be done with it.
import { ActionIcon, Badge, Button, Group, Text, Textarea, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, Pin, PinOff, StickyNote, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type AnalysisRun, changeRun, removeRun } from '../../api/analyses.ts';
import { urlOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { formatDuration, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './knowledge.module.css';
import { useAskedText } from './use_asked.ts';

interface Props {
  run: AnalysisRun;
  isShown?: boolean;
  title?: string;
  onOpen: () => void;
  onCompare?: (() => void) | undefined;
}

export function RunRow({ run, isShown, title, onOpen, onCompare }: Props) {
  const client = useQueryClient();
  const asked = useAskedText(run);
  const [note, setNote] = useState<string>();
  const settled = () => client.invalidateQueries({ queryKey: ['analysis'] });
  const change = useMutation({
    mutationFn: (next: { note?: string; kept?: boolean }) => changeRun(run.id, next),
    onSuccess: () => {
      setNote(undefined);
      return settled();
    },
  });
  const gone = useMutation({ mutationFn: () => removeRun(run.id), onSuccess: settled });
  const when = formatTimestamp(run.as_of);
  return (
    <article className={classes.run} aria-label={`${title ?? ''} ${when}`.trim()}>
      <div className={classes.runHead}>
        <Group gap="xs">
          <Button
            variant="transparent"
            px={0}
            h="auto"
            styles={{ label: { whiteSpace: 'normal', textAlign: 'start', lineHeight: 1.4 } }}
            onClick={onOpen}
          >
            {title ? `${title}, ${when}` : when}
          </Button>
          {isShown && <Badge variant="light">{t('knowledge.shown')}</Badge>}
          {run.state !== 'done' && (
            <Badge variant="light" color="gray">
              {t(`knowledge.state.${run.state}`)}
            </Badge>
          )}
        </Group>
        <Group gap={2} wrap="nowrap">
          {run.state === 'done' && (
            <Tooltip label={t('archive.tables')}>
              <ActionIcon
                component="a"
                href={urlOf(`/analysis-runs/${run.id}/tables`)}
                download
                aria-label={t('archive.tables')}
              >
                <Download size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          {run.mine && (
            <>
              <Tooltip label={t('knowledge.write_note')}>
                <ActionIcon
                  aria-label={t('knowledge.write_note')}
                  onClick={() => setNote(note === undefined ? run.note : undefined)}
                >
                  <StickyNote size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t(run.kept ? 'knowledge.keep_not' : 'knowledge.keep')}>
                <ActionIcon
                  aria-label={t(run.kept ? 'knowledge.keep_not' : 'knowledge.keep')}
                  aria-pressed={run.kept}
                  onClick={() => change.mutate({ kept: !run.kept })}
                >
                  {run.kept ? <PinOff size={16} /> : <Pin size={16} />}
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('action.delete')}>
                <ActionIcon aria-label={t('action.delete')} loading={gone.isPending} onClick={() => gone.mutate()}>
                  <Trash2 size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          )}
        </Group>
      </div>
      <div className={classes.facts}>
        {run.asked_by?.name && <span>{run.asked_by.name}</span>}
        {run.kept && <span>{t('knowledge.is_kept')}</span>}
        {!run.whole && <span>{t('knowledge.own_only')}</span>}
        {run.milliseconds !== null && <span>{formatDuration(Math.max(1, Math.round(run.milliseconds / 1000)))}</span>}
        <span>{t('knowledge.version', { version: run.version })}</span>
        {run.hash && <span title={run.hash}>{run.hash.slice(0, 8)}</span>}
      </div>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {asked}
      </Text>
      {note === undefined && run.note && <Text size="sm">{run.note}</Text>}
      {note !== undefined && (
        <Group align="flex-end" gap="xs">
          <Textarea
            style={{ flex: 1 }}
            aria-label={t('knowledge.note')}
            autosize
            maxRows={6}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button loading={change.isPending} onClick={() => change.mutate({ note })}>
            {t('action.save')}
          </Button>
        </Group>
      )}
      {change.isError && (
        <Text size="sm" c="red">
          {describeProblem(change.error)}
        </Text>
      )}
      {onCompare && (
        <Group>
          <Button size="compact-sm" variant="light" onClick={onCompare}>
            {t('knowledge.compare')}
          </Button>
        </Group>
      )}
    </article>
  );
}
