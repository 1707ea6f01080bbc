// Brings in the ready-made courses, for whoever may write questions.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject } from '../../api/query.ts';
import { t } from '../../i18n/index.ts';
import { addReadyCourses } from './ready/ready.ts';

export function AddReady() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await addReadyCourses();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
      for (const object of ['course', 'lesson', 'lesson_question']) forgetObject(object);
      void client.invalidateQueries({ queryKey: ['training'] });
    }
  };
  return (
    <Button variant="default" loading={busy} leftSection={<Sparkles size={16} />} onClick={() => void run()}>
      {t('training.add_ready')}
    </Button>
  );
}
