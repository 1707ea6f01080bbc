// What an act changed, record by record: each field with what stood there and what stands there since.
import { Text } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import type { ChangeLine } from '../../api/change_sets.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { faceOf } from '../../field/faces.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { isBlank } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import classes from './history.module.css';

export function Lines({ lines }: { lines: ChangeLine[] }) {
  const dictionary = useDictionary();
  if (!lines.length) {
    return (
      <Text size="sm" c="dimmed">
        {t('history.nothing_to_see')}
      </Text>
    );
  }
  return (
    <>
      {lines.map((line) => {
        const object = dictionary.byKey.get(line.object);
        return (
          <div key={line.seq} className={classes.record}>
            <div className={classes.name}>
              <ObjectIcon object={object ?? { key: line.object }} size={14} />
              <RecordLink object={line.object} id={line.id}>
                {line.title || t('record.untitled')}
              </RecordLink>
              <Text span size="xs" c="dimmed">
                {t(`history.verb.${line.verb}`)}
              </Text>
            </div>
            {line.fields.map((change) => {
              const field = object?.fields.find((one) => one.key === change.field);
              const text = (value: unknown) =>
                isBlank(value) ? null : field ? faceOf(field).text(value, field) : JSON.stringify(value);
              const old = text(change.old);
              const next = text(change.new);
              return (
                <div key={change.field} className={classes.change}>
                  <span className={classes.field}>{field?.label ?? change.field}</span>
                  {old !== null && <span className={classes.old}>{old}</span>}
                  {old !== null && <ArrowRight size={12} aria-hidden="true" className={classes.arrow} />}
                  <span className={next === null ? classes.none : classes.new}>{next ?? t('record.nothing')}</span>
                </div>
              );
            })}
          </div>
        );
      })}
    </>
  );
}
