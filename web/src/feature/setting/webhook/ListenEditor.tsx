// What a webhook listens for: an object, what happens with it, which fields, and what the record must be like.
import { ActionIcon, Button, Card, Group, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { type Listen, WEBHOOK_WORDS, type WebhookWord } from '../../../api/webhooks.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { t } from '../../../i18n/index.ts';
import { closeFilter, openFilter } from '../../../record/filter.ts';
import { WhereEditor } from '../../../record/WhereEditor.tsx';

export const freshListen = (): Listen => ({ object: '*', on: [], fields: [], condition: null });

export function ListenEditor({ listens, onChange }: { listens: Listen[]; onChange: (listens: Listen[]) => void }) {
  const put = (place: number, next: Listen) => onChange(listens.map((old, index) => (index === place ? next : old)));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('webhook.listens')}
      </Text>
      {listens.map((listen, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own, their place is it
        <Card key={place} withBorder padding="sm">
          <One
            listen={listen}
            onChange={(next) => put(place, next)}
            onRemove={listens.length > 1 ? () => onChange(listens.filter((_, index) => index !== place)) : undefined}
          />
        </Card>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} />}
          onClick={() => onChange([...listens, freshListen()])}
        >
          {t('webhook.add_listen')}
        </Button>
      </Group>
    </Stack>
  );
}

function One({
  listen,
  onChange,
  onRemove,
}: {
  listen: Listen;
  onChange: (listen: Listen) => void;
  onRemove?: () => void;
}) {
  const dictionary = useDictionary();
  const object = dictionary.byKey.get(listen.object);
  return (
    <Stack gap="xs">
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <Select
          label={t('webhook.object')}
          searchable
          allowDeselect={false}
          flex={1}
          value={listen.object}
          data={[
            { value: '*', label: t('webhook.all_objects') },
            ...dictionary.objects.map((one) => ({ value: one.key, label: one.label_plural })),
          ]}
          onChange={(key) => key && onChange({ ...listen, object: key, fields: [], condition: null })}
        />
        {onRemove && (
          <ActionIcon mb={6} aria-label={t('webhook.remove_listen')} onClick={onRemove}>
            <Trash2 size={14} />
          </ActionIcon>
        )}
      </Group>
      <MultiSelect
        label={t('webhook.on')}
        placeholder={listen.on.length ? undefined : t('webhook.on_all')}
        clearable
        value={listen.on}
        data={WEBHOOK_WORDS.map((word) => ({ value: word, label: t(`webhook.word.${word}`) }))}
        onChange={(on) => onChange({ ...listen, on: on as WebhookWord[] })}
      />
      {object && (
        <>
          <MultiSelect
            label={t('webhook.fields')}
            placeholder={listen.fields.length ? undefined : t('webhook.fields_all')}
            searchable
            clearable
            value={listen.fields}
            data={object.fields.map((field) => ({ value: field.key, label: field.label }))}
            onChange={(fields) => onChange({ ...listen, fields })}
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('webhook.condition')}
            </Text>
            <WhereEditor
              object={object}
              where={openFilter(listen.condition ?? undefined)}
              depth={0}
              onChange={(where) => onChange({ ...listen, condition: closeFilter(where) ?? null })}
            />
          </div>
        </>
      )}
    </Stack>
  );
}
