// The records playbooks consist of.
import type { Kind } from '../sales/rows.ts';

export const PLAYBOOK: Kind = { object: 'playbook', plural: 'playbooks' };
export const STEP: Kind = { object: 'playbook_step', plural: 'playbook_steps' };
