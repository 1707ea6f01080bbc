// What can be done with quotes on a record's page: a deal makes one in a click, a quote is drawn, sent, linked, made anew; an
// approval is decided.

import { Button, CopyButton, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, Copy, Files, FileText, Link2, Send, ShieldQuestion, X } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { outward } from '../../api/place.ts';
import { forgetObject } from '../../api/query.ts';
import {
  askApproval,
  decideApproval,
  documentUrl,
  makeLink,
  makeQuote,
  makeVersion,
  sendQuote,
} from '../../api/quotes.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
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
          onClick={() => act(async () => show((await sendQuote(record.id)).path))}
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
        onClose={() => setAsking(false)}
        onDone={(reason) => act(() => askApproval(record.id, reason))}
      />
    </div>
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
  onClose: () => void;
  onDone: (text: string) => void;
}

function Reason({ opened, title, label, optional, onClose, onDone }: ReasonProps) {
  const [text, setText] = useState('');
  const done = () => {
    onClose();
    onDone(text.trim());
    setText('');
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}>
      <Stack gap="sm">
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
