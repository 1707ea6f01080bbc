// Chooses a template for what is being written: a press, or Alt T.
import { Button, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { NotepadText, Plus } from 'lucide-react';
import type { ObjectType } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import { listTemplates, type Template } from './template.ts';

interface Props {
  object: ObjectType;
  activity: string;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onChoose: (template: Template) => void;
}

export function TemplateMenu({ object, activity, opened, onOpened, onChoose }: Props) {
  const templates = useQuery({
    queryKey: ['list', object.key, 'templates', activity],
    queryFn: () => listTemplates(object, activity),
    enabled: opened,
  });
  return (
    <Menu
      // With its items in it the first of them takes the focus.
      opened={opened && !templates.isPending}
      onChange={onOpened}
      position="bottom-start"
      shadow="md"
      width={260}
      trapFocus
      returnFocus
    >
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<NotepadText size={15} />}
          aria-keyshortcuts="Alt+T"
          title={`${t('composer.template')} (Alt T)`}
        >
          {t('composer.template')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {templates.data?.map((one) => (
          <Menu.Item key={one.id} onClick={() => onChoose(one)}>
            <Text size="sm" fw={560} truncate>
              {one.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {one.subject || one.body}
            </Text>
          </Menu.Item>
        ))}
        {templates.data?.length === 0 && <Menu.Label>{t('composer.no_template')}</Menu.Label>}
        {object.can.create && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<Plus size={14} />}
              renderRoot={(props) => (
                <Link
                  to="/$plural/new"
                  params={{ plural: object.plural }}
                  search={{ preset: { activity } }}
                  {...props}
                />
              )}
            >
              {t('composer.new_template')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
