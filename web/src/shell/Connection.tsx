// Says when the server cannot be reached, that nothing typed is lost, and when all is well again. What waits to be sent keeps the page.
import { Button } from '@mantine/core';
import { useMutationState } from '@tanstack/react-query';
import { CloudCheck, CloudOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useReach } from '../api/reach.ts';
import { t } from '../i18n/index.ts';
import classes from './connection.module.css';
import { retryLive } from './live.ts';

// A server that is started anew is away for a moment; that is not worth a word.
const PATIENCE = 1_200;
const GLAD = 3_500;

export function Connection() {
  const reachable = useReach();
  const [said, setSaid] = useState<'nothing' | 'away' | 'back'>('nothing');
  const wasAway = useRef(false);
  const waiting = useMutationState({ filters: { predicate: (mutation) => mutation.state.isPaused } }).length;

  useEffect(() => {
    if (!reachable) {
      const timer = setTimeout(() => {
        wasAway.current = true;
        setSaid('away');
      }, PATIENCE);
      return () => clearTimeout(timer);
    }
    if (!wasAway.current) return;
    wasAway.current = false;
    setSaid('back');
    const timer = setTimeout(() => setSaid('nothing'), GLAD);
    return () => clearTimeout(timer);
  }, [reachable]);

  useEffect(() => {
    if (!waiting) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [waiting]);

  const away = said === 'away';
  return (
    <div role="status" aria-live="polite">
      {said !== 'nothing' && (
        <div className={classes.bar} data-away={away || undefined}>
          {away ? <CloudOff size={16} aria-hidden="true" /> : <CloudCheck size={16} aria-hidden="true" />}
          <span className={classes.text}>
            {away ? t('connection.away') : t('connection.back')}
            {away && waiting > 0 && ` ${t('connection.waiting', { count: waiting })}`}
          </span>
          {away && (
            <Button size="compact-xs" variant="default" onClick={retryLive}>
              {t('action.retry')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
