// Over the whole app while an administrator looks at it as a role: what that means, and one click to leave.
import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Eye } from 'lucide-react';
import { setSeeingAs, useSeeingAs } from '../api/seeing_as.ts';
import { t } from '../i18n/index.ts';
import classes from './seeing_as.module.css';

export function SeeingAs() {
  const role = useSeeingAs();
  const client = useQueryClient();
  const navigate = useNavigate();
  if (!role) return null;
  const leave = async () => {
    setSeeingAs(null);
    await client.invalidateQueries();
    await navigate({ to: '/settings/$part', params: { part: 'roles' } });
  };
  return (
    <section className={classes.banner} aria-label={t('seeing_as.title', { role: role.name })}>
      <Eye size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={classes.text}>
        <Text size="sm" fw={600}>
          {t('seeing_as.title', { role: role.name })}
        </Text>
        <Text size="xs">{t('seeing_as.text')}</Text>
      </div>
      <Button size="compact-sm" variant="default" onClick={() => void leave()}>
        {t('seeing_as.leave')}
      </Button>
    </section>
  );
}
