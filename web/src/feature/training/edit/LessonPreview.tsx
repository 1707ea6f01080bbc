// A draft as learners will get it: reading first, then its questions. Nobody's training hears of it.
import { Button, Group, Modal, Text } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { urlOf } from '../../../api/client.ts';
import type { LessonContent } from '../../../api/lesson_draft.ts';
import type { Attempt } from '../../../api/training.ts';
import { t } from '../../../i18n/index.ts';
import { Prose } from '../../../ui/Prose.tsx';
import { Quiz } from '../Quiz.tsx';
import classes from '../training.module.css';
import { answered, isAnswerable, tried } from './practice.ts';

const MARK = '80';

export function LessonPreview({ content, onClose }: { content: LessonContent; onClose: () => void }) {
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [round, setRound] = useState(0);
  const count = content.questions.filter(isAnswerable).length;
  const left = content.questions.length - count;
  const begin = () => {
    setRound(round + 1);
    setAttempt(tried(content.questions, MARK, `${round + 1}`));
  };
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={t('lesson_edit.preview_of', { name: content.name })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {!attempt && (
        <article className={classes.reading}>
          <Prose large text={content.body} pictureOf={(file) => urlOf(`/files/${file}/content`)} />
          <Group className={classes.begin} justify="space-between">
            <Text size="sm" c="dimmed">
              {count ? t('training.questions_follow', { count }) : t('training.no_questions')}
              {left > 0 && ` ${t('lesson_edit.left_out', { count: left })}`}
            </Text>
            <Button rightSection={<ArrowRight size={16} />} onClick={begin}>
              {t(count ? 'training.to_questions' : 'training.have_read')}
            </Button>
          </Group>
        </article>
      )}
      {attempt && (
        <Quiz
          key={attempt.id}
          attempt={attempt}
          answer={async (question, chosen) => answered(attempt, content.questions, question, chosen)}
          onChange={setAttempt}
          onAgain={begin}
          onRead={() => setAttempt(null)}
          ending={<Button onClick={onClose}>{t('lesson_edit.preview_end')}</Button>}
        />
      )}
    </Modal>
  );
}
