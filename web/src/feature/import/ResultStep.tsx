// What would happen (dry run) or happened (run): the counts, the rows that were refused and why, and undo.
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Download, Pause, Play, Undo2 } from 'lucide-react';
import { type Import, pauseImport, resultsUrl, resumeImport, undoImport } from '../../api/imports.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { Results } from './Results.tsx';
import { isMoving } from './state.ts';

export function ResultStep({
  one,
  dry,
  onAct,
}: {
  one: Import;
  dry: boolean;
  onAct: (work: () => Promise<unknown>) => Promise<boolean>;
}) {
  const dictionary = useDictionary();
  const progress = one.progress;
  const moving = isMoving(one.state);
  const total = progress?.rows ?? 0;
  const made = [...new Set((one.mapping?.objects ?? []).map((object) => object.object))].flatMap(
    (key) => dictionary.byKey.get(key) ?? [],
  );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t(dry ? 'import.check_text' : `import.run_text.${runText(one)}`)}
      </Text>
      {moving && (
        <div>
          <Progress
            value={total ? ((progress?.done ?? 0) / total) * 100 : 100}
            animated={!total}
            aria-label={t('jobs.progress')}
          />
          <Text size="xs" c="dimmed" className="tabular" mt={4}>
            {t('import.rows_done', { done: progress?.done ?? 0, total: total || '…' })}
          </Text>
        </div>
      )}
      {(one.kept ?? []).map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      <Group gap="xs">
        {one.state === 'running' && (
          <Button
            variant="default"
            leftSection={<Pause size={14} />}
            onClick={() => void onAct(() => pauseImport(one.id))}
          >
            {t('import.pause')}
          </Button>
        )}
        {one.state === 'paused' && (
          <Button leftSection={<Play size={14} />} onClick={() => void onAct(() => resumeImport(one.id))}>
            {t('import.resume')}
          </Button>
        )}
        {(one.state === 'done' || one.state === 'paused' || (one.state === 'failed' && !dry)) && (
          <Button
            variant="default"
            leftSection={<Undo2 size={14} />}
            onClick={() => void onAct(() => undoImport(one.id))}
          >
            {t('import.undo')}
          </Button>
        )}
        {!moving && (
          <Button
            variant="subtle"
            leftSection={<Download size={14} />}
            component="a"
            href={resultsUrl(one.id)}
            download
          >
            {t('import.results_file')}
          </Button>
        )}
        {one.state === 'done' &&
          made.slice(0, 4).map((object) => (
            <Button
              key={object.key}
              variant="subtle"
              renderRoot={(props) => <Link to="/$plural" params={{ plural: object.plural }} {...props} />}
            >
              {t('import.open', { objects: object.label_plural })}
            </Button>
          ))}
      </Group>
      <Results one={one} />
    </Stack>
  );
}

function runText(one: Import): 'running' | 'paused' | 'done' | 'failed' | 'undoing' | 'undone' {
  switch (one.state) {
    case 'paused':
    case 'done':
    case 'failed':
    case 'undoing':
    case 'undone':
      return one.state;
    default:
      return 'running';
  }
}
