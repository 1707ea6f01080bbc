// /companies/new: a new record, some of its fields perhaps set by where one comes from.
import { notifications } from '@mantine/notifications';
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { forgetObject } from '../api/query.ts';
import { createRecord } from '../api/records.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { t } from '../i18n/index.ts';
import { RecordForm } from '../record/RecordForm.tsx';
import { PageBody, PageHeader } from '../ui/PageHeader.tsx';
import { ForObject } from './object_route.tsx';

export default function CreateRoute() {
  const { plural } = useParams({ from: '/$plural/new' });
  const { preset } = useSearch({ from: '/$plural/new' });
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <ForObject plural={plural}>
      {(object) => (
        <>
          <PageHeader
            icon={<ObjectIcon object={object} size={18} />}
            title={t('action.new', { object: object.label.toLowerCase() })}
          />
          <PageBody>
            <RecordForm
              key={object.key}
              object={object}
              preset={preset}
              onSave={(values) => createRecord(object.plural, values)}
              onDone={(record) => {
                forgetObject(object.key);
                notifications.show({ message: t('record.created', { title: record.title }) });
                void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: record.id }, replace: true });
              }}
              onCancel={() => router.history.back()}
            />
          </PageBody>
        </>
      )}
    </ForObject>
  );
}
