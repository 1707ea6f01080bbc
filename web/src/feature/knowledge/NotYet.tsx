// Where the data do not say it yet: no error, but what is missing, and the way to bring it in.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FileUp, Hourglass } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';

/** What an analysis is made of. */
export type Made = 'purchases' | 'deals';

export function NotYet({ of, why, title }: { of: Made; why?: string | undefined; title?: string }) {
  return (
    <Blank
      icon={<Hourglass />}
      title={title ?? t('knowledge.refused')}
      text={
        <>
          {why} {t(`knowledge.needs.${of}`)}
        </>
      }
      action={
        <Button
          variant="default"
          leftSection={<FileUp size={16} />}
          renderRoot={(props) => <Link to="/import" {...props} />}
        >
          {t('knowledge.needs.import')}
        </Button>
      }
    />
  );
}
