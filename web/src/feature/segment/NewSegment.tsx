// A new segment, from the beginning or out of the filter of a list.
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChartPie } from 'lucide-react';
import { keys } from '../../api/query.ts';
import { createRecord } from '../../api/records.ts';
import type { Filter } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { SegmentForm } from './SegmentForm.tsx';

export function NewSegment({ object, rule }: { object: string | undefined; rule: Filter | undefined }) {
  useDocumentTitle(`${t('segment.new')} · Kith`);
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <>
      <PageHeader
        icon={<ChartPie size={18} strokeWidth={1.75} />}
        title={t('segment.new')}
        text={t('segment.new_text')}
      />
      <PageBody>
        <SegmentForm
          isNew
          start={{ name: '', description: '', object: object ?? 'person', rule }}
          onCancel={() => void navigate({ to: '/segments' })}
          onSave={async (draft) => {
            const made = await createRecord('segments', {
              name: draft.name,
              description: draft.description || null,
              of_object: draft.object,
              rule: JSON.stringify(draft.rule),
            });
            void client.invalidateQueries({ queryKey: keys.lists('segment') });
            void navigate({ to: '/segments/$id', params: { id: made.id } });
          }}
        />
      </PageBody>
    </>
  );
}
