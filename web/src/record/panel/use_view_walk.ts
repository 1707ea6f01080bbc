// The way from any view into the panel and onto the next record: what a board, a calendar or a timeline does of what a table does.
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, useCallback } from 'react';
import type { ListParams } from '../../api/records.ts';
import type { ObjectType, Page, RecordRow } from '../../api/types.ts';
import { usePeek, usePeeked } from '../../field/link/peek.ts';
import { PAGE_SIZE } from '../use_pages.ts';
import { trimmed, writeWalk } from './walk.ts';

/** The cursors at which the pages of a walk begin, of pages that hold `size` rows each. `PAGE_SIZE` is a multiple of it. */
export function cursorsOf(pages: readonly Pick<Page<RecordRow>, 'next'>[], size: number): (string | null)[] {
  const each = PAGE_SIZE / size;
  return [null, ...pages.flatMap(({ next }, at) => (next && (at + 1) % each === 0 ? [next] : []))];
}

const ARROWS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Tab']);
const INTERACTIVE = 'a, button, input, [role=menu], [role=menuitem]';

/**
 * Elements within carry the id of their record in `data-record`, their place in the list in `data-at`. A press beside their
 * links opens the panel; a link to the page remembers the place; while the panel is open it goes along with the focus.
 */
export function useViewWalk(
  object: ObjectType,
  params: ListParams,
  pages: readonly Pick<Page<RecordRow>, 'next'>[] | undefined,
  size: number,
) {
  const router = useRouter();
  const peek = usePeek();
  const peeked = usePeeked();
  const peekedId = peeked?.object === object.key ? peeked.id : null;
  const remember = useCallback(
    (index: number, id: string) =>
      writeWalk(
        trimmed(
          {
            object: object.key,
            // The way along needs nothing of the records but which they are.
            params: { ...params, fields: ['id'] },
            first: 0,
            cursors: cursorsOf(pages ?? [], size),
            index,
            id,
            href: router.state.location.href,
          },
          PAGE_SIZE,
        ),
      ),
    [object, params, pages, size, router],
  );
  const open = (index: number, id: string) => {
    remember(index, id);
    peek.open(object.key, id);
  };
  const found = (target: EventTarget) => {
    const element = (target as HTMLElement).closest<HTMLElement>('[data-record]');
    const id = element?.dataset.record;
    return element && id ? { id, index: Number(element.dataset.at) } : undefined;
  };
  return {
    peekedId,
    remember,
    open,
    listeners: {
      onClickCapture: (event: MouseEvent<HTMLElement>) => {
        const one = found(event.target);
        if (one) remember(one.index, one.id);
      },
      onClick: (event: MouseEvent<HTMLElement>) => {
        const one = found(event.target);
        if (one && !event.defaultPrevented && !(event.target as HTMLElement).closest(INTERACTIVE))
          open(one.index, one.id);
      },
      onKeyUp: (event: KeyboardEvent<HTMLElement>) => {
        const one = ARROWS.has(event.key) && !event.altKey ? found(event.target) : undefined;
        if (peekedId && one && one.id !== peekedId) open(one.index, one.id);
      },
    },
  };
}
