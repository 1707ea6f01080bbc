// /companies/new: a new record, some of its fields perhaps set by where one comes from.
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { changeSetOf } from '../api/client.ts';
import { forgetObject } from '../api/query.ts';
import { createRecord } from '../api/records.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { showDone } from '../api/undo.tsx';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { Upload } from '../feature/file/Upload.tsx';
import { t } from '../i18n/index.ts';
import { RecordForm } from '../record/RecordForm.tsx';
import { PageBody, PageHeader } from '../ui/PageHeader.tsx';
import pageClasses from '../ui/page.module.css';
import { ForObject } from './object_route.tsx';

export default function CreateRoute() {
  const { plural } = useParams({ from: '/$plural/new' });
  const { preset } = useSearch({ from: '/$plural/new' });
  const navigate = useNavigate();
  const router = useRouter();
  const open = (object: ObjectType, record: RecordRow) =>
    void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: record.id }, replace: true });
  return (
    <ForObject plural={plural}>
      {(object) => (
        <>
          <PageHeader
            icon={<ObjectIcon object={object} size={18} />}
            title={t('action.new', { object: object.label.toLowerCase() })}
          />
          <PageBody>
            {object.key === 'file' ? (
              <Upload preset={preset} onDone={(record) => open(object, record)} />
            ) : (
              <div className={pageClasses.form}>
                <RecordForm
                  key={object.key}
                  object={object}
                  preset={preset}
                  onSave={(values) => createRecord(object.plural, values)}
                  onDone={(record) => {
                    forgetObject(object.key);
                    showDone(t('record.created', { title: record.title }), changeSetOf(record));
                    open(object, record);
                  }}
                  onDoneNext={(record) => {
                    forgetObject(object.key);
                    showDone(t('record.created', { title: record.title }), changeSetOf(record));
                  }}
                  onCancel={() => router.history.back()}
                />
              </div>
            )}
          </PageBody>
        </>
      )}
    </ForObject>
  );
}
