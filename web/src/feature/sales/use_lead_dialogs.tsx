// The dialogs of a lead, one at a time: who asks for one is told when it has done its work.
import { type ReactNode, useState } from 'react';
import type { RecordRow } from '../../api/types.ts';
import { AssignDialog } from './AssignDialog.tsx';
import { CallDialog } from './CallDialog.tsx';
import { ConvertDialog } from './ConvertDialog.tsx';
import { DisqualifyDialog } from './DisqualifyDialog.tsx';

export type LeadAct = 'assign' | 'call' | 'convert' | 'disqualify';

const DIALOGS = { assign: AssignDialog, call: CallDialog, convert: ConvertDialog, disqualify: DisqualifyDialog };

export function useLeadDialogs(onDone?: (lead: RecordRow, act: LeadAct) => void): {
  open: (act: LeadAct, lead: RecordRow) => void;
  dialog: ReactNode;
} {
  const [asked, setAsked] = useState<{ act: LeadAct; lead: RecordRow } | null>(null);
  const Dialog = asked && DIALOGS[asked.act];
  return {
    open: (act, lead) => setAsked({ act, lead }),
    dialog: Dialog && (
      <Dialog
        lead={asked.lead}
        onClose={() => setAsked(null)}
        onDone={() => {
          setAsked(null);
          onDone?.(asked.lead, asked.act);
        }}
      />
    ),
  };
}
