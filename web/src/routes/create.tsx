// /companies/new: a new record, some of its fields perhaps set by where one comes from.
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { changeSetOf } from '../api/client.ts';
import { forgetObject } from '../api/query.ts';
import { createRecord } from '../api/records.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { showDone } from '../api/undo.tsx';
import { useDictionary } from '../dictionary/context.tsx';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { Upload } from '../feature/file/Upload.tsx';
import { t } from '../i18n/index.ts';
import { RecordForm } from '../record/RecordForm.tsx';
import { Blank } from '../ui/Blank.tsx';
import { PageBody, PageHeader } from '../ui/PageHeader.tsx';
import pageClasses from '../ui/page.module.css';
import { ForObject } from './object_route.tsx';

export default function CreateRoute() {
  const { plural } = useParams({ from: '/$plural/new' });
  const { preset } = useSearch({ from: '/$plural/new' });
  const navigate = useNavigate();
  const router = useRouter();
  const dictionary = useDictionary();
  // A right that is taken away while somebody types does not take the form away: what was typed stands, and the server says no.
  const [couldCreate] = useState(
    () => new Set(dictionary.objects.filter((one) => one.can.create).map((one) => one.key)),
  );
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
            {!object.can.create && !couldCreate.has(object.key) ? (
              <Blank title={t('form.may_not', { objects: object.label_plural })} text={t('form.may_not_text')} />
            ) : object.key === 'file' ? (
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
