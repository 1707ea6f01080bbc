// A page that was there a moment ago and may not be seen any more; said kindly, with what helps.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EyeOff } from 'lucide-react';
import { useSeeingAs } from '../api/seeing_as.ts';
import { useSession } from '../api/session_context.tsx';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';

export function NoLonger({ what }: { what: string }) {
  const session = useSession();
  const role = useSeeingAs();
  return (
    <Blank
      icon={<EyeOff size={24} strokeWidth={1.6} />}
      title={role ? t('rights.not_seen', { what, role: role.name }) : t('rights.no_longer', { what })}
      text={role ? t('rights.not_seen_text') : t('rights.no_longer_text', { role: session.role.name })}
      action={
        <Button variant="default" mt="xs" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('missing.home')}
        </Button>
      }
    />
  );
}
