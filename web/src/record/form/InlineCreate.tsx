// Makes a record that a link is to lead to, in a small form over the page that needs it.
import { Modal } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { forgetObject } from '../../api/query.ts';
import { createRecord } from '../../api/records.ts';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { CreateLinkedContext, type Wanted } from '../../field/link/create.ts';
import { t } from '../../i18n/index.ts';

// Loaded when it is first needed: the frame of the app stands without it.
const RecordForm = lazy(() => import('../RecordForm.tsx').then((found) => ({ default: found.RecordForm })));

/** The typed words as a value of the title: the last word of a person's name is the family's. */
export function titleValue(object: ObjectType, title: string): Record<string, unknown> {
  const field = object.fields.find((one) => one.key === object.title_field);
  if (field?.access !== 'write' || field.read_only) return {};
  if (field.kind !== 'person_name') return field.kind === 'text' ? { [field.key]: title } : {};
  const words = title.trim().split(/\s+/);
  const family = words.length > 1 ? words.pop() : null;
  return { [field.key]: { given: words.join(' '), family: family ?? null } };
}

export function InlineCreateProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const object = useDictionary().byKey.get(wanted?.to ?? '');
  const ask = useCallback((next: Wanted) => setWanted(next), []);
  const close = () => setWanted(null);
  const done = (id: string, title: string) => {
    wanted?.onMade({ id, object: wanted.to, title });
    close();
  };
  return (
    <CreateLinkedContext value={ask}>
      {children}
      {wanted && object && (
        <Modal
          opened
          onClose={close}
          closeOnClickOutside={false}
          title={t('action.new', { object: object.label.toLowerCase() })}
          size="lg"
          closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
        >
          <CreateLinkedContext value={null}>
            <Suspense>
              <RecordForm
                object={object}
                preset={titleValue(object, wanted.title)}
                isInline
                onSave={(values) => createRecord(object.plural, values)}
                onDone={(record) => {
                  forgetObject(object.key);
                  done(record.id, record.title);
                }}
                onUse={(record) => done(record.id, record.title ?? t('record.untitled'))}
                onCancel={close}
              />
            </Suspense>
          </CreateLinkedContext>
        </Modal>
      )}
    </CreateLinkedContext>
  );
}
