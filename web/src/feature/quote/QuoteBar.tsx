// What can be done with quotes on a record's page: a deal makes one in a click, a quote is drawn, sent, linked, made anew; an
// approval is decided.

import { Alert, Button, CopyButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, Copy, Files, FileText, Link2, Send, ShieldQuestion, X } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { outward } from '../../api/place.ts';
import { Problem } from '../../api/problem.ts';
import { forgetObject, keys } from '../../api/query.ts';
import {
  askApproval,
  decideApproval,
  documentUrl,
  makeLink,
  makeQuote,
  makeVersion,
  sendQuote,
} from '../../api/quotes.ts';
import { listRecords } from '../../api/records.ts';
import { useSession } from '../../api/session_context.tsx';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { asLink, asText } from '../../field/shared/values.ts';
import { formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './quote.module.css';

const OBJECTS = ['deal', 'quote', 'quote_line', 'discount_approval'];

function useAct() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
      for (const object of OBJECTS) forgetObject(object);
      void client.invalidateQueries();
    }
  };
  return { busy, act };
}

export function QuoteBar({ object, record }: { object: ObjectType; record: RecordRow }) {
  if (record.removed_at) return null;
  if (object.key === 'quote') return <OfQuote record={record} canChange={object.can.change !== 'none'} />;
  if (object.key === 'discount_approval' && record.state === 'asked') return <OfApproval id={record.id} />;
  return null;
}

/** Makes a quote of a deal in one click. */
export function MakeQuote({ deal }: { deal: string }) {
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const make = () =>
    act(async () => {
      const quote = await makeQuote(deal);
      await navigate({ to: '/$plural/$id', params: { plural: 'quotes', id: quote.id } });
    });
  return (
    <Button size="xs" variant="light" leftSection={<FileText size={14} />} loading={busy} onClick={make}>
      {t('quote.make')}
    </Button>
  );
}

function OfQuote({ record, canChange }: { record: RecordRow; canChange: boolean }) {
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [link, setLink] = useState('');
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState('');
  const draft = record.state === 'draft';
  const show = (path: string) => setLink(`${window.location.origin}${outward(path)}`);
  const version = () =>
    act(async () => {
      const next = await makeVersion(record.id);
      await navigate({ to: '/$plural/$id', params: { plural: 'quotes', id: next.id } });
    });
  return (
    <div className={classes.panel}>
      {draft && canChange && (
        <Button
          size="xs"
          leftSection={<Send size={14} />}
          loading={busy}
          onClick={() =>
            act(async () => {
              try {
                show((await sendQuote(record.id)).path);
              } catch (error) {
                // A discount beyond one's limit: what is missing is asked for at once.
                if (!(error instanceof Problem && error.status === 409) || record.approval) throw error;
                setWhy(describeProblem(error));
                setAsking(true);
              }
            })
          }
        >
          {t('quote.send')}
        </Button>
      )}
      {!draft && canChange && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Link2 size={14} />}
          disabled={busy}
          onClick={() => act(async () => show((await makeLink(record.id)).path))}
        >
          {t('quote.link')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        component="a"
        href={documentUrl(record.id)}
        download
        leftSection={<FileText size={14} />}
      >
        PDF
      </Button>
      {record.state !== 'accepted' && (
        <Button size="xs" variant="default" leftSection={<Files size={14} />} disabled={busy} onClick={version}>
          {t('quote.version')}
        </Button>
      )}
      {draft && canChange && record.approval !== 'asked' && (
        <Button
          size="xs"
          variant="default"
          leftSection={<ShieldQuestion size={14} />}
          disabled={busy}
          onClick={() => setAsking(true)}
        >
          {t('quote.ask_approval')}
        </Button>
      )}
      {typeof record.approval === 'string' && <Approvals quote={record.id} />}
      <Modal
        opened={Boolean(link)}
        onClose={() => setLink('')}
        title={t('quote.link_title')}
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('quote.link_text')}</Text>
          <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {link}
          </Text>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <Check size={15} /> : <Copy size={15} />} onClick={copy}>
                {copied ? t('quote.copied') : t('quote.copy')}
              </Button>
            )}
          </CopyButton>
        </Stack>
      </Modal>
      <Reason
        opened={asking}
        title={t('quote.ask_approval')}
        label={t('quote.approval_reason')}
        text={why}
        onClose={() => {
          setAsking(false);
          setWhy('');
        }}
        onDone={(reason) => act(() => askApproval(record.id, reason))}
      />
    </div>
  );
}

/** What was asked about the discount and what was said, the newest first; whoever may decides here. */
function Approvals({ quote }: { quote: string }) {
  const session = useSession();
  const found = useQuery({
    queryKey: [...keys.lists('discount_approval'), 'of', quote],
    queryFn: ({ signal }) =>
      listRecords(
        'discount_approvals',
        { filter: { field: 'quote', op: 'is', value: quote }, sort: '-created_at', limit: 3 },
        signal,
      ),
  });
  const last = found.data?.data[0];
  if (!last) return null;
  const state = last.state === 'approved' || last.state === 'refused' ? last.state : 'asked';
  const names = { discount: formatPercent(String(last.discount)), asker: asLink(last.asked_by)?.title ?? '' };
  const answer = [asLink(last.decided_by)?.title, asText(last.answer)].filter(Boolean).join(': ');
  return (
    <Alert p="xs" w="100%" color={state === 'approved' ? 'spruce' : state === 'refused' ? 'red' : 'clay'} role="status">
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm" fw={600}>
            {t(`quote.approval_${state}`, names)}
          </Text>
          <Text size="sm">{asText(last.reason)}</Text>
          {answer && (
            <Text size="sm" c="dimmed">
              {answer}
            </Text>
          )}
        </div>
        {state === 'asked' && asLink(last.asked_by)?.id !== session.user.id && <OfApproval id={last.id} />}
      </Group>
    </Alert>
  );
}

function OfApproval({ id }: { id: string }) {
  const { busy, act } = useAct();
  const [deciding, setDeciding] = useState<boolean | null>(null);
  return (
    <div className={classes.panel}>
      <Button size="xs" leftSection={<Check size={14} />} loading={busy} onClick={() => setDeciding(true)}>
        {t('quote.approve')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<X size={14} />}
        disabled={busy}
        onClick={() => setDeciding(false)}
      >
        {t('quote.refuse')}
      </Button>
      <Reason
        optional
        opened={deciding !== null}
        title={deciding ? t('quote.approve') : t('quote.refuse')}
        label={t('quote.approval_answer')}
        onClose={() => setDeciding(null)}
        onDone={(answer) => act(() => decideApproval(id, deciding === true, answer))}
      />
    </div>
  );
}

interface ReasonProps {
  opened: boolean;
  title: string;
  label: string;
  optional?: boolean;
  /** What led here. */
  text?: string;
  onClose: () => void;
  onDone: (text: string) => void;
}

function Reason({ opened, title, label, optional, text: above, onClose, onDone }: ReasonProps) {
  const [text, setText] = useState('');
  const done = () => {
    onClose();
    onDone(text.trim());
    setText('');
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}>
      <Stack gap="sm">
        {above && <Text size="sm">{above}</Text>}
        <Textarea
          data-autofocus
          label={label}
          autosize
          minRows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button disabled={!optional && !text.trim()} onClick={done}>
          {title}
        </Button>
      </Stack>
    </Modal>
  );
}
