// All facts that analyses are made of, as tables with types for other tools: what the asker may take out, in one file.
import { Button, Tooltip } from '@mantine/core';
import { Download } from 'lucide-react';
import { urlOf } from '../../api/client.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';

const FACTS = [
  'company',
  'person',
  'product',
  'product_category',
  'purchase',
  'purchase_line',
  'deal',
  'lead',
  'call',
  'meeting',
  'note',
  'task',
];

export function Facts() {
  const { byKey } = useDictionary();
  const objects = FACTS.flatMap((key) => {
    const object = byKey.get(key);
    return object && object.can.export !== 'none' ? [object.plural] : [];
  });
  if (objects.length === 0) return null;
  return (
    <Tooltip label={t('archive.facts_text')} multiline w={300}>
      <Button
        component="a"
        href={urlOf('/tables', { objects: objects.join(',') })}
        download
        variant="default"
        leftSection={<Download size={15} />}
      >
        {t('archive.facts')}
      </Button>
    </Tooltip>
  );
}
