// A lesson as it is written: its text beside what it looks like, its questions below; kept while one types, learned when it is published.
import { ActionIcon, Alert, Button, Checkbox, Group, Menu, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, CircleHelp, EllipsisVertical, Eye, Plus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { discardDraft, findDraft, type LessonDraft, publishDraft } from '../../../api/lesson_draft.ts';
import { Problem } from '../../../api/problem.ts';
import { forgetObject } from '../../../api/query.ts';
import { formatRelative } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { useUnsaved } from '../../../record/unsaved.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../../ui/PageHeader.tsx';
import { Ask } from '../../setting/Ask.tsx';
import { Line } from '../../setting/sales/Line.tsx';
import classes from './edit.module.css';
import { LessonPreview } from './LessonPreview.tsx';
import { ProseEditor } from './ProseEditor.tsx';
import { NEW_QUESTION, QuestionEditor } from './QuestionEditor.tsx';
import { type Keeping, useDraft } from './use_draft.ts';

export function LessonEditor({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ['training', 'draft', id],
    queryFn: ({ signal }) => findDraft(id, signal),
    // What is typed is not overwritten by what comes in.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Lines count={8} tall />;
  return <Editing first={found.data} onReload={() => void found.refetch()} key={found.dataUpdatedAt} />;
}

function Editing({ first, onReload }: { first: LessonDraft; onReload: () => void }) {
  const client = useQueryClient();
  const draft = useDraft(first);
  const { shown, content, keeping, change } = draft;
  const [dragged, setDragged] = useState<number | null>(null);
  const [open, setOpen] = useState<'preview' | 'publish' | 'discard' | null>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  useDocumentTitle(`${content.name} · ${t('training.title')} · Kith`);
  useUnsaved(content.name, keeping === 'failed');
  const id = shown.lesson.id;
  const { questions } = content;
  const setQuestions = (next: typeof questions) => {
    setProblems(new Map());
    change({ questions: next });
  };
  const move = (from: number, to: number) => {
    const next = [...questions];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(to, 0, taken);
    setQuestions(next);
  };
  const ended = () => {
    for (const object of ['lesson', 'lesson_question']) forgetObject(object);
    void client.invalidateQueries({ queryKey: ['training'], predicate: ({ queryKey }) => queryKey[1] !== 'draft' });
  };
  const publish = async (minor: boolean) => {
    setOpen(null);
    if (!(await draft.send())) return;
    try {
      const next = await publishDraft(id, draft.version.current, minor);
      draft.take(next);
      setProblems(new Map());
      ended();
      notifications.show({ color: 'green', message: t('lesson_edit.published', { revision: next.revision }) });
    } catch (error) {
      if (error instanceof Problem && error.problems.length)
        setProblems(new Map(error.problems.map((one) => [one.field, one.message])));
      notifications.show({ color: 'red', message: describeProblem(error), autoClose: 12_000 });
    }
  };
  const discard = async () => {
    setOpen(null);
    try {
      draft.take(await discardDraft(id));
      setProblems(new Map());
      ended();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const isNew = shown.revision === 0;
  const hasNews = isNew || shown.changed || keeping !== 'kept';
  return (
    <>
      <PageHeader
        icon={
          <Link
            to="/training/courses/$id"
            params={{ id: shown.course.id }}
            aria-label={t('lesson_edit.back', { course: shown.course.title ?? '' })}
          >
            <ArrowLeft size={18} strokeWidth={1.75} />
          </Link>
        }
        title={content.name || t('lesson_edit.unnamed')}
        text={
          <span className={classes.state}>
            <span>
              {isNew ? t('lesson_edit.never') : t('lesson_edit.version', { revision: shown.revision })}
              {' · '}
              <Kept keeping={keeping} shown={shown} />
            </span>
          </span>
        }
        actions={
          <>
            <Button
              visibleFrom="sm"
              variant="default"
              leftSection={<Eye size={16} />}
              onClick={() => setOpen('preview')}
            >
              {t('lesson_edit.preview')}
            </Button>
            <ActionIcon
              hiddenFrom="sm"
              size="lg"
              aria-label={t('lesson_edit.preview')}
              onClick={() => setOpen('preview')}
            >
              <Eye size={16} />
            </ActionIcon>
            <Button disabled={!hasNews} onClick={() => setOpen('publish')}>
              {t('lesson_edit.publish')}
            </Button>
            {shown.version > 0 && !isNew && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon size="lg" aria-label={t('lesson_edit.more')}>
                    <EllipsisVertical size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<Undo2 size={15} />} color="red" onClick={() => setOpen('discard')}>
                    {t('lesson_edit.discard')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        }
      />
      <PageBody wide>
        <Stack gap="lg" className={classes.page}>
          {keeping === 'failed' && (
            <Alert color="red" title={t('lesson_edit.not_kept')} role="alert">
              <Text size="sm">{describeProblem(draft.failure)}</Text>
              <Group gap="xs" mt="xs">
                <Button size="xs" onClick={() => void draft.send()}>
                  {t('lesson_edit.keep_again')}
                </Button>
                <Button size="xs" variant="default" onClick={onReload}>
                  {t('lesson_edit.load')}
                </Button>
              </Group>
            </Alert>
          )}
          {shown.overtaken && <Alert color="amber">{t('lesson_edit.overtaken')}</Alert>}
          <div className={classes.facts}>
            <TextInput
              className={classes.grow}
              label={t('lesson_edit.name')}
              value={content.name}
              error={problems.get('name')}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <NumberInput
              className={classes.minutes}
              label={t('lesson_edit.minutes')}
              min={1}
              max={240}
              allowDecimal={false}
              value={content.minutes ?? ''}
              onChange={(minutes) => change({ minutes: typeof minutes === 'number' ? minutes : null })}
            />
          </div>
          <ProseEditor value={content.body} error={problems.get('body')} onChange={(body) => change({ body })} />
          <section aria-label={t('lesson_edit.questions')}>
            <h2 className={classes.title}>{t('lesson_edit.questions')}</h2>
            {questions.length === 0 && (
              <Blank
                icon={<CircleHelp size={24} strokeWidth={1.6} />}
                title={t('lesson_edit.no_questions')}
                text={t('lesson_edit.no_questions_text')}
              />
            )}
            <ul className={classes.questions} aria-label={t('lesson_edit.questions')}>
              {questions.map((question, place) => (
                <Line
                  key={question.id ?? `new ${place}`}
                  title={question.text || t('lesson_edit.question', { number: place + 1 })}
                  place={place}
                  count={questions.length}
                  dragged={dragged}
                  onDrag={setDragged}
                  onMove={move}
                >
                  <QuestionEditor
                    place={place}
                    question={question}
                    problems={{
                      text: problems.get(`questions.${place}.text`),
                      answers: problems.get(`questions.${place}.answers`),
                    }}
                    onChange={(next) => setQuestions(questions.map((one, at) => (at === place ? next : one)))}
                    onRemove={() => setQuestions(questions.filter((_, at) => at !== place))}
                  />
                </Line>
              ))}
            </ul>
            <Button
              mt="sm"
              variant="default"
              leftSection={<Plus size={15} />}
              onClick={() => setQuestions([...questions, NEW_QUESTION])}
            >
              {t('lesson_edit.add_question')}
            </Button>
          </section>
        </Stack>
      </PageBody>
      {open === 'preview' && <LessonPreview content={content} onClose={() => setOpen(null)} />}
      {open === 'publish' && <Publish shown={shown} onPublish={publish} onClose={() => setOpen(null)} />}
      {open === 'discard' && (
        <Ask
          title={t('lesson_edit.discard')}
          confirm={t('lesson_edit.discard')}
          danger
          onConfirm={discard}
          onClose={() => setOpen(null)}
        >
          {t('lesson_edit.discard_text')}
        </Ask>
      )}
    </>
  );
}

function Kept({ keeping, shown }: { keeping: Keeping; shown: LessonDraft }) {
  const words =
    keeping === 'failed'
      ? t('lesson_edit.not_kept')
      : keeping !== 'kept'
        ? t('lesson_edit.keeping')
        : !shown.changed
          ? t('lesson_edit.no_draft')
          : shown.changed_by && shown.changed_at
            ? t('lesson_edit.kept_by', { when: formatRelative(shown.changed_at), name: shown.changed_by })
            : t('lesson_edit.kept');
  return (
    <span role="status" data-failed={keeping === 'failed' || undefined}>
      {words}
    </span>
  );
}

/** Asks what kind of change it is: a new version, or the same one without its slips. */
function Publish({
  shown,
  onPublish,
  onClose,
}: {
  shown: LessonDraft;
  onPublish: (minor: boolean) => Promise<void>;
  onClose: () => void;
}) {
  const [minor, setMinor] = useState(false);
  const isNew = shown.revision === 0;
  return (
    <Ask
      title={t('lesson_edit.publish_title', { name: shown.name })}
      confirm={t(minor ? 'lesson_edit.publish_minor' : 'lesson_edit.publish')}
      onConfirm={() => onPublish(minor)}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          {isNew
            ? t('lesson_edit.publish_first')
            : minor
              ? t('lesson_edit.publish_same')
              : t('lesson_edit.publish_text', { count: shown.completed })}
        </Text>
        {!isNew && (
          <Checkbox
            label={t('lesson_edit.minor')}
            checked={minor}
            onChange={(event) => setMinor(event.currentTarget.checked)}
          />
        )}
      </Stack>
    </Ask>
  );
}
