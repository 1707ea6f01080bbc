// A draft that keeps itself: what is typed is sent when one pauses, one request after the other.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keepDraft, type LessonContent, type LessonDraft } from '../../../api/lesson_draft.ts';

const PAUSE = 900;

export type Keeping = 'kept' | 'typing' | 'sending' | 'failed';

export const contentOf = ({ name, body, minutes, questions }: LessonContent): LessonContent => ({
  name,
  body,
  minutes,
  questions,
});

export function useDraft(first: LessonDraft) {
  const client = useQueryClient();
  const [shown, setShown] = useState(first);
  const [content, setContent] = useState(() => contentOf(first));
  const [keeping, setKeeping] = useState<Keeping>('kept');
  const [failure, setFailure] = useState<unknown>(null);
  const version = useRef(first.version);
  const wanted = useRef<LessonContent | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const sending = useRef<Promise<boolean> | null>(null);
  const lesson = first.lesson.id;

  const send = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (sending.current && !(await sending.current)) return false;
    const next = wanted.current;
    if (!next) return true;
    wanted.current = null;
    setKeeping('sending');
    const run = (async () => {
      try {
        const kept = await keepDraft(lesson, version.current, next);
        version.current = kept.version;
        setShown(kept);
        setFailure(null);
        setKeeping(wanted.current ? 'typing' : 'kept');
        void client.invalidateQueries({ queryKey: ['training', 'outline'] });
        return true;
      } catch (error) {
        // What was typed stays on the screen and goes with the next try.
        wanted.current ??= next;
        setFailure(error);
        setKeeping('failed');
        return false;
      }
    })();
    sending.current = run;
    const went = await run;
    if (sending.current === run) sending.current = null;
    return went && wanted.current && !timer.current ? send() : went;
  }, [client, lesson]);

  const change = (part: Partial<LessonContent>) => {
    const next = { ...content, ...part };
    setContent(next);
    wanted.current = next;
    setKeeping('typing');
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      timer.current = undefined;
      void send();
    }, PAUSE);
  };

  /** Takes over what the server has after something else than typing. */
  const take = (next: LessonDraft) => {
    window.clearTimeout(timer.current);
    wanted.current = null;
    version.current = next.version;
    setShown(next);
    setContent(contentOf(next));
    setFailure(null);
    setKeeping('kept');
  };

  useEffect(
    () => () => {
      // Who leaves within the pause has not lost it.
      if (wanted.current) void send();
    },
    [send],
  );
  return { shown, content, keeping, failure, change, send, take, version };
}
