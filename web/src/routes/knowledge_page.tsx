// /knowledge/<page>: a question and its answer.
import { useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { PAGES } from '../feature/knowledge/pages.ts';
import { Missing } from '../shell/Missing.tsx';
import { Lines } from '../ui/Lines.tsx';

const VIEWS = new Map<string, ComponentType>(PAGES.map(({ key, load }) => [key, lazy(load)]));

export default function KnowledgePageRoute() {
  const { page } = useParams({ from: '/knowledge/$page' });
  const View = VIEWS.get(page);
  if (!View) return <Missing />;
  return (
    <Suspense fallback={<Lines count={5} tall />}>
      <View key={page} />
    </Suspense>
  );
}
