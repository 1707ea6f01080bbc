// A URL that leads nowhere.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';

export function Missing() {
  return (
    <Blank
      icon={<Compass size={24} strokeWidth={1.6} />}
      title={t('missing.title')}
      text={t('missing.text')}
      action={
        <Button variant="default" mt="xs" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('missing.home')}
        </Button>
      }
    />
  );
}
