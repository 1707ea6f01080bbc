// /knowledge: what can be known about customers and sales, a card for each question.
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Lightbulb } from 'lucide-react';
import { listAnalyses } from '../../api/analyses.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import classes from './knowledge.module.css';
import { type KnowledgePage, PAGES } from './pages.ts';

export function useAnalyses() {
  return useQuery({ queryKey: ['analyses'], queryFn: ({ signal }) => listAnalyses(signal), staleTime: 300_000 });
}

/** The pages somebody may open. */
function usePages(): { pages: readonly KnowledgePage[]; found: ReturnType<typeof useAnalyses> } {
  const found = useAnalyses();
  const { byKey } = useDictionary();
  const known = new Set(found.data?.data.map(({ key }) => key));
  const reads = (object: string) => (byKey.get(object)?.can.read ?? 'none') !== 'none';
  const pages = PAGES.filter(
    ({ analysis, needs }) => (!analysis || known.has(analysis)) && (needs ?? []).every(reads) && known.size > 0,
  );
  return { pages, found };
}

export function Knowledge() {
  useDocumentTitle(`${t('knowledge.title')} · Kith`);
  const { pages, found } = usePages();
  return (
    <>
      <PageHeader
        icon={<Lightbulb size={18} strokeWidth={1.75} />}
        title={t('knowledge.title')}
        text={t('knowledge.text')}
      />
      <PageBody wide>
        {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Lines count={5} tall />}
        {found.data && pages.length === 0 && (
          <Blank icon={<Lightbulb />} title={t('knowledge.none')} text={t('knowledge.none_text')} />
        )}
        <ul className={classes.cards}>
          {pages.map(({ key, icon: Icon, title, text }) => (
            <li key={key}>
              <Link to="/knowledge/$page" params={{ page: key }} className={classes.card}>
                <span className={classes.cardIcon}>
                  <Icon size={20} strokeWidth={1.75} />
                </span>
                <strong>{t(title)}</strong>
                <span>{t(text)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </PageBody>
    </>
  );
}
