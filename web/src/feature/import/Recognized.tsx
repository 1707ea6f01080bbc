// Says which system a file comes from, and how many of its columns already have a place.
import { Alert, Text } from '@mantine/core';
import { Sparkles } from 'lucide-react';
import type { Import } from '../../api/imports.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { recognize } from './recognize.ts';

export function RecognizedNote({ one }: { one: Import }) {
  const dictionary = useDictionary();
  const found = recognize(one);
  const placed = one.columns.filter((column) => column.guess).length;
  const ignored = one.columns.filter((column) => column.ignored).length;
  if (!found && placed === 0) return null;
  const objects = dictionary.byKey.get(found?.object ?? '')?.label_plural;
  return (
    <Alert color="spruce" icon={<Sparkles size={16} />} mb="md">
      {found && (
        <Text size="sm" fw={580}>
          {t('import.recognized', { system: found.system, objects: objects?.toLowerCase() ?? found.object })}
        </Text>
      )}
      <Text size="sm">
        {t('import.placed', { placed, count: one.columns.length })}
        {ignored > 0 && ` ${t('import.ignored', { count: ignored })}`}
      </Text>
    </Alert>
  );
}
