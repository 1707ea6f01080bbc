// The pages of the section Knowledge: one line for each. Their code loads when they are opened.
import {
  Archive,
  BadgePercent,
  ChartNoAxesCombined,
  DoorOpen,
  Funnel,
  Gem,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  PiggyBank,
  ShoppingBasket,
  Telescope,
  Trophy,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { Key } from '../../i18n/index.ts';

export interface KnowledgePage {
  /** Its step in the address: /knowledge/<key>. */
  key: string;
  /** The analysis it asks for: without the right to ask it there is no page. */
  analysis?: string;
  /** Objects whose records must be seen, where it asks for no analysis. */
  needs?: readonly string[];
  icon: LucideIcon;
  title: Key;
  /** The question it answers. */
  text: Key;
  load: () => Promise<{ default: ComponentType }>;
}

export const PAGES: readonly KnowledgePage[] = [
  {
    key: 'rfm',
    analysis: 'rfm',
    icon: LayoutGrid,
    title: 'rfm.title',
    text: 'rfm.text',
    load: () => import('./rfm/Rfm.tsx'),
  },
  {
    key: 'cohorts',
    analysis: 'cohorts',
    icon: Users,
    title: 'cohort.title',
    text: 'cohort.text',
    load: () => import('./cohort/Cohorts.tsx'),
  },
  {
    key: 'value',
    analysis: 'lifetime_value',
    icon: Gem,
    title: 'value.lifetime',
    text: 'value.lifetime_text',
    load: () => import('../value/Lifetime.tsx'),
  },
  {
    key: 'leaving',
    analysis: 'leaving',
    icon: DoorOpen,
    title: 'value.leaving',
    text: 'value.leaving_text',
    load: () => import('../value/Leaving.tsx'),
  },
  {
    key: 'together',
    analysis: 'together',
    icon: ShoppingBasket,
    title: 'together.title',
    text: 'together.text',
    load: () => import('../basket/Together.tsx'),
  },
  {
    key: 'price',
    analysis: 'price',
    icon: BadgePercent,
    title: 'price.title',
    text: 'price.text',
    load: () => import('../price/Price.tsx'),
  },
  {
    key: 'profit',
    analysis: 'profit',
    icon: PiggyBank,
    title: 'profit.title',
    text: 'profit.text',
    load: () => import('../profit/Profit.tsx'),
  },
  {
    key: 'next',
    needs: ['deal'],
    icon: ListChecks,
    title: 'next.title',
    text: 'next.text',
    load: () => import('../insight/next/Next.tsx'),
  },
  {
    key: 'sales',
    analysis: 'sales',
    icon: Funnel,
    title: 'insight.sales',
    text: 'insight.sales_text',
    load: () => import('../insight/Sales.tsx'),
  },
  {
    key: 'pipeline_forecast',
    analysis: 'pipeline_forecast',
    icon: Telescope,
    title: 'insight.forecast',
    text: 'insight.forecast_text',
    load: () => import('../insight/PipelineForecast.tsx'),
  },
  {
    key: 'revenue_forecast',
    analysis: 'revenue_forecast',
    icon: ChartNoAxesCombined,
    title: 'insight.revenue',
    text: 'insight.revenue_text',
    load: () => import('../insight/Revenue.tsx'),
  },
  {
    key: 'performance',
    analysis: 'performance',
    icon: Trophy,
    title: 'insight.performance',
    text: 'insight.performance_text',
    load: () => import('../insight/Performance.tsx'),
  },
  { key: 'archive', icon: Archive, title: 'archive.title', text: 'archive.text', load: () => import('./Archive.tsx') },
];
