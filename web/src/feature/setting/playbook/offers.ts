// Playbooks that are ready made, in the language of whoever takes them: a beginning, to be changed freely.
import type { t } from '../../../i18n/index.ts';

type Key = Parameters<typeof t>[0];

export interface Offer {
  name: Key;
  guidance: Key;
  subject: 'deal' | 'lead';
  leadState?: string;
  steps: { kind: 'check' | 'call_script' | 'battle_card'; name: Key; text?: Key; field?: string }[];
}

export const OFFERS: readonly Offer[] = [
  {
    name: 'playbook.offer.lead.name',
    guidance: 'playbook.offer.lead.guidance',
    subject: 'lead',
    leadState: 'new',
    steps: [
      { kind: 'check', name: 'playbook.offer.lead.need' },
      { kind: 'check', name: 'playbook.offer.lead.who' },
      { kind: 'check', name: 'playbook.offer.lead.consent', text: 'playbook.offer.lead.consent_text' },
      { kind: 'check', name: 'playbook.offer.lead.next' },
      { kind: 'call_script', name: 'playbook.offer.lead.script', text: 'playbook.offer.lead.script_text' },
    ],
  },
  {
    name: 'playbook.offer.discover.name',
    guidance: 'playbook.offer.discover.guidance',
    subject: 'deal',
    steps: [
      { kind: 'check', name: 'playbook.offer.discover.problem' },
      { kind: 'check', name: 'playbook.offer.discover.decides', field: 'person' },
      { kind: 'check', name: 'playbook.offer.discover.amount', field: 'amount' },
      { kind: 'check', name: 'playbook.offer.discover.date', field: 'close_date' },
      { kind: 'call_script', name: 'playbook.offer.discover.script', text: 'playbook.offer.discover.script_text' },
    ],
  },
  {
    name: 'playbook.offer.offer.name',
    guidance: 'playbook.offer.offer.guidance',
    subject: 'deal',
    steps: [
      { kind: 'check', name: 'playbook.offer.offer.words' },
      { kind: 'check', name: 'playbook.offer.offer.total', text: 'playbook.offer.offer.total_text' },
      { kind: 'check', name: 'playbook.offer.offer.rival', field: 'competitor' },
      { kind: 'check', name: 'playbook.offer.offer.next', field: 'next_step' },
      { kind: 'call_script', name: 'playbook.offer.offer.script', text: 'playbook.offer.offer.script_text' },
    ],
  },
];
