// Says that a newer version of the app is there; it is taken when the person wants it, never in the middle of what they do.
import { Button } from '@mantine/core';
import { Sparkles, X } from 'lucide-react';
import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { takeNewVersion, useNewVersion } from '../pwa/register.ts';
import classes from './connection.module.css';

export function NewVersion() {
  const there = useNewVersion();
  const [later, setLater] = useState(false);
  return (
    <div role="status" aria-live="polite">
      {there && !later && (
        <div className={classes.bar}>
          <Sparkles size={16} aria-hidden="true" />
          <span className={classes.text}>{t('version.new')}</span>
          <Button size="compact-xs" onClick={takeNewVersion}>
            {t('version.take')}
          </Button>
          <button type="button" className="bare-button" aria-label={t('version.later')} onClick={() => setLater(true)}>
            <X size={16} />
          </button>
        </div>
      )}
    </div>
  );
}
