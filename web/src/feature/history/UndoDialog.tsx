// Before an act is taken back: how much of it, and what stays because somebody has changed it since.
import { Alert, Button, Group, List, Loader, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ChangeSet, previewUndo } from '../../api/change_sets.ts';
import { undo } from '../../api/undo.tsx';
import { useDictionary } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { actText } from './words.ts';

const MOST = 50;

export function UndoDialog({ act, onClose }: { act: ChangeSet; onClose: () => void }) {
  const dictionary = useDictionary();
  const [busy, setBusy] = useState(false);
  const preview = useQuery({
    queryKey: ['undo-preview', act.id],
    queryFn: () => previewUndo(act.id),
    gcTime: 0,
    staleTime: 0,
  });
  const told = preview.data;
  const label = (object: string, field: string) =>
    dictionary.byKey.get(object)?.fields.find((one) => one.key === field)?.label ?? field;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(act.action === 'undo' ? 'undo.title_again' : 'undo.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <Text size="sm" fw={560}>
          {actText(act, dictionary)}
        </Text>
        {preview.isError && <ProblemView compact error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <Loader size="xs" type="dots" aria-label={t('record.loading')} />}
        {told && (
          <Text size="sm" role="status">
            {told.undone ? t('undo.would', { count: told.undone }) : t('undo.nothing')}
          </Text>
        )}
        {told && told.kept.length > 0 && (
          <Alert color="clay" title={t('undo.kept', { count: told.kept.length })}>
            <List size="sm" listStyleType="none" mah={220} style={{ overflowY: 'auto' }}>
              {told.kept.slice(0, MOST).map((one) => (
                <List.Item key={`${one.id ?? ''}.${one.field ?? ''}.${one.reason}`}>
                  {one.object && one.id && (
                    <>
                      <RecordLink object={one.object} id={one.id}>
                        {one.title || t('record.untitled')}
                      </RecordLink>
                      {one.field && ` › ${label(one.object, one.field)}`}
                      {' · '}
                    </>
                  )}
                  <Text span size="xs" c="dimmed">
                    {one.reason}
                  </Text>
                </List.Item>
              ))}
              {told.kept.length > MOST && (
                <List.Item>{t('bulk.refused_more', { count: told.kept.length - MOST })}</List.Item>
              )}
            </List>
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            data-autofocus
            loading={busy}
            disabled={!told?.undone}
            onClick={() => {
              setBusy(true);
              void undo(act.id).finally(onClose);
            }}
          >
            {t(act.action === 'undo' ? 'action.redo' : 'action.undo')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
