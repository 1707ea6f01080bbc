// /companies/<id>: one record.
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useDictionary } from '../dictionary/context.tsx';
import { ActivityBar } from '../feature/calendar/ActivityBar.tsx';
import { PlanLink } from '../feature/goal/plan/PlanLink.tsx';
import { Bundle } from '../feature/price/Bundle.tsx';
import { MakeQuote, QuoteBar } from '../feature/quote/QuoteBar.tsx';
import { LineSheet } from '../feature/quote/sheet/LineSheet.tsx';
import { SalesBar } from '../feature/sales/SalesBar.tsx';
import { SegmentChips } from '../feature/segment/SegmentChips.tsx';
import { PlaybookPanel } from '../feature/training/PlaybookPanel.tsx';
import { asLink } from '../field/shared/values.ts';
import { ElsewhereContext } from '../record/elsewhere.ts';
import { RecordPage } from '../record/RecordPage.tsx';
import { FoldedCards } from '../ui/FoldedCard.tsx';
import { ForObject } from './object_route.tsx';

const CustomerCard = lazy(() => import('../feature/value/CustomerCard.tsx'));
const WorthCard = lazy(() => import('../feature/value/WorthCard.tsx'));
const NextProducts = lazy(() => import('../feature/basket/NextProducts.tsx'));

// What stands below the head of a deal.
const ABOVE = ['deal_line.deal', 'deal_share.deal', 'deal_person.deal', 'stage_visit.deal', 'playbook_tick.deal'];
const OF_QUOTE = ['quote_line.quote', 'discount_approval.quote'];
const OF_PRODUCT = ['product_bundle_item.bundle'];
const OF_LEAD = ['playbook_tick.lead'];
const NOTHING: readonly string[] = [];
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  deal: ABOVE,
  lead: OF_LEAD,
  quote: OF_QUOTE,
  product: OF_PRODUCT,
};

export default function RecordRoute() {
  const dictionary = useDictionary();
  const { plural, id } = useParams({ from: '/$plural/$id' });
  return (
    <ForObject plural={plural}>
      {(object) => (
        <ElsewhereContext value={ELSEWHERE[object.key] ?? NOTHING}>
          <RecordPage
            key={id}
            object={object}
            id={id}
            tools={(record) => {
              const company = object.key === 'company' ? record.id : asLink(record.company)?.id;
              return ['company', 'company_plan'].includes(object.key) && company && <PlanLink company={company} />;
            }}
            below={(record) => (
              <>
                <SalesBar
                  object={object}
                  record={record}
                  offer={dictionary.byKey.get('quote')?.can.create && <MakeQuote deal={record.id} />}
                />
                {['deal', 'lead'].includes(object.key) && <PlaybookPanel object={object} record={record} />}
                <QuoteBar object={object} record={record} />
                {object.key === 'product' && <Bundle key={record.id} record={record} />}
                <LineSheet object={object} record={record} />
                <ActivityBar object={object} record={record} />
                {['company', 'person'].includes(object.key) && (
                  <FoldedCards>
                    <Suspense>
                      <CustomerCard object={object} record={record} />
                      {typeof record.valued_at === 'string' && <WorthCard object={object} record={record} />}
                      {dictionary.byKey.has('purchase_line') && <NextProducts object={object} record={record} />}
                    </Suspense>
                  </FoldedCards>
                )}
                <SegmentChips object={object} record={record} />
              </>
            )}
          />
        </ElsewhereContext>
      )}
    </ForObject>
  );
}
