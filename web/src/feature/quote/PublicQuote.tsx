// The page a customer opens from a secret link, without signing in: the offer in the company's look and the customer's
// language, to read, keep as PDF, ask about, accept or decline.
import {
  Alert,
  Anchor,
  Button,
  Center,
  Checkbox,
  Group,
  Loader,
  Modal,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Download, MessageCircleQuestion } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  type Amount,
  askPublicQuote,
  decidePublicQuote,
  findPublicQuote,
  type PublicQuote as Offer,
  publicDocumentUrl,
  viewPublicQuote,
} from '../../api/quotes.ts';
import { formatDate, formatMoney, formatNumber, formatPercent, setFormatting } from '../../i18n/format.ts';
import { type Key, loadLanguage, matchLanguage, t } from '../../i18n/index.ts';
import classes from './quote.module.css';

const money = (amount: Amount | null) => (amount ? formatMoney(amount.amount, amount.currency) : '');

export function PublicQuote({ token }: { token: string }) {
  const quote = useQuery({
    queryKey: ['public_quote', token],
    queryFn: async ({ signal }) => {
      const found = await findPublicQuote(token, signal);
      await loadLanguage(matchLanguage(found.language)).catch(() => {});
      setFormatting({
        language: found.language,
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        currency: found.gross?.currency ?? 'EUR',
        firstWeekday: 1,
      });
      return found;
    },
    retry: false,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    // A preview of the link in a messenger runs no script: what comes here is somebody who looks.
    if (quote.isSuccess) void viewPublicQuote(token).catch(() => {});
  }, [quote.isSuccess, token]);
  useEffect(() => {
    if (quote.data) document.title = `${quote.data.number} · ${quote.data.company.name}`;
  }, [quote.data]);
  if (quote.isPending)
    return (
      <Center mih="100dvh">
        <Loader size="sm" type="dots" />
      </Center>
    );
  if (quote.isError)
    return (
      <Center mih="100dvh" p="lg" component="main">
        <Stack maw={440} gap="xs" ta="center">
          <Title order={1}>{t('public_quote.unknown')}</Title>
          <Text c="dimmed">{describeProblem(quote.error)}</Text>
        </Stack>
      </Center>
    );
  return <Sheet token={token} offer={quote.data} />;
}

function Sheet({ token, offer }: { token: string; offer: Offer }) {
  const [asking, setAsking] = useState(false);
  const company = offer.company;
  return (
    <main className={classes.page}>
      <div className={classes.bar} style={{ background: company.color }} />
      <article className={classes.sheet}>
        <header className={classes.letterhead}>
          {company.logo ? (
            <img src={company.logo} alt={company.name} className={classes.logo} />
          ) : (
            <div className={classes.company}>{company.name}</div>
          )}
          <address className={classes.address}>
            <strong>{company.name}</strong>
            {[...company.address.split('\n'), company.phone, company.website].filter(Boolean).map((line) => (
              <div key={line}>{line}</div>
            ))}
            {company.email && <Anchor href={`mailto:${company.email}`}>{company.email}</Anchor>}
          </address>
        </header>
        <div className={classes.title}>
          <h1>
            {t('public_quote.title')} <span>{offer.number}</span>
          </h1>
          <Group gap="xs">
            <Button variant="default" leftSection={<MessageCircleQuestion size={16} />} onClick={() => setAsking(true)}>
              {t('public_quote.ask')}
            </Button>
            <Button
              component="a"
              href={publicDocumentUrl(token)}
              variant="default"
              leftSection={<Download size={16} />}
              download
            >
              PDF
            </Button>
          </Group>
        </div>
        <Standing offer={offer} />
        <div className={classes.parties}>
          <div>
            <div className={classes.label}>{t('public_quote.for')}</div>
            {offer.customer.map((line, index) => (
              <div key={line} className={index ? undefined : classes.strong}>
                {line}
              </div>
            ))}
          </div>
          <dl className={classes.facts}>
            {offer.sent_on && <Fact name="public_quote.date">{formatDate(offer.sent_on)}</Fact>}
            {offer.valid_until && <Fact name="public_quote.valid_until">{formatDate(offer.valid_until)}</Fact>}
            {offer.seller && (
              <Fact name="public_quote.seller">
                {offer.seller.name}
                <br />
                <Anchor href={`mailto:${offer.seller.email}`}>{offer.seller.email}</Anchor>
              </Fact>
            )}
          </dl>
        </div>
        {offer.introduction && <p className={classes.words}>{offer.introduction}</p>}
        <Lines offer={offer} />
        <Totals offer={offer} />
        {offer.terms && (
          <section>
            <h2 className={classes.label}>{t('public_quote.terms')}</h2>
            <p className={classes.words}>{offer.terms}</p>
          </section>
        )}
        {offer.can_decide && <Decide token={token} offer={offer} />}
      </article>
      <Ask token={token} opened={asking} onClose={() => setAsking(false)} />
    </main>
  );
}

function Fact({ name, children }: { name: Key; children: React.ReactNode }) {
  return (
    <>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </>
  );
}

const SAID: Readonly<Record<string, { key: Key; color: string }>> = {
  accepted: { key: 'public_quote.is_accepted', color: 'spruce' },
  declined: { key: 'public_quote.is_declined', color: 'gray' },
  expired: { key: 'public_quote.is_expired', color: 'clay' },
  superseded: { key: 'public_quote.is_superseded', color: 'clay' },
};

function Standing({ offer }: { offer: Offer }) {
  const said = SAID[offer.state];
  if (!said) return null;
  return (
    <Alert color={said.color} icon={offer.state === 'accepted' ? <Check size={18} /> : undefined} role="status" mb="lg">
      {t(said.key, { name: offer.decided_by ?? '', day: offer.decided_at ? formatDate(offer.decided_at) : '' })}
    </Alert>
  );
}

function Lines({ offer }: { offer: Offer }) {
  const discounts = offer.lines.some((line) => Number(line.discount) !== 0);
  return (
    <table className={classes.lines}>
      <thead style={{ background: offer.company.color }}>
        <tr>
          <th>{t('public_quote.description')}</th>
          <th>{t('public_quote.quantity')}</th>
          <th>{t('public_quote.price')}</th>
          {discounts && <th>{t('public_quote.discount')}</th>}
          <th>{t('public_quote.tax')}</th>
          <th>{t('public_quote.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {offer.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a quote never change their places
          <tr key={index}>
            <td>{line.description}</td>
            <td data-label={t('public_quote.quantity')}>
              {formatNumber(line.quantity)} {line.unit}
            </td>
            <td data-label={t('public_quote.price')}>{money(line.unit_price)}</td>
            {discounts && (
              <td data-label={t('public_quote.discount')}>
                {Number(line.discount) ? formatPercent(line.discount) : '–'}
              </td>
            )}
            <td data-label={t('public_quote.tax')}>{formatPercent(line.tax_rate)}</td>
            <td data-label={t('public_quote.amount')} className={classes.strong}>
              {money(line.total)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Totals({ offer }: { offer: Offer }) {
  return (
    <dl className={classes.totals}>
      <dt>{t('public_quote.net')}</dt>
      <dd>{money(offer.net)}</dd>
      {offer.tax_groups
        .filter((group) => Number(group.rate) !== 0)
        .map((group) => (
          <div key={group.rate} className={classes.row}>
            <dt>{t('public_quote.tax_of', { rate: formatPercent(group.rate), net: money(group.net) })}</dt>
            <dd>{money(group.tax)}</dd>
          </div>
        ))}
      <div className={classes.whole} style={{ background: offer.company.color }}>
        <dt>{t('public_quote.total')}</dt>
        <dd>{money(offer.gross)}</dd>
      </div>
    </dl>
  );
}

function Decide({ token, offer }: { token: string; offer: Offer }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const decide = async (accepted: boolean) => {
    setBusy(true);
    setFailure('');
    try {
      const after = await decidePublicQuote(token, { accepted, name, reason: accepted ? undefined : reason });
      client.setQueryData(['public_quote', token], after);
      window.scrollTo({ top: 0 });
    } catch (error) {
      setFailure(describeProblem(error));
      void client.invalidateQueries({ queryKey: ['public_quote', token] });
    } finally {
      setBusy(false);
    }
  };
  const named = name.trim().length >= 2;
  return (
    <section className={classes.decide} aria-label={t('public_quote.decide')}>
      {failure && (
        <Alert color="red" role="alert" mb="md">
          {failure}
        </Alert>
      )}
      <TextInput
        label={t('public_quote.name')}
        autoComplete="name"
        size="md"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        mt="md"
        label={t('public_quote.agree', { total: money(offer.gross) })}
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      {declining && (
        <Textarea
          mt="md"
          autosize
          minRows={2}
          label={t('public_quote.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Group mt="lg" gap="sm">
        <Button size="md" loading={busy} disabled={!named || !agreed} onClick={() => decide(true)}>
          {t('public_quote.accept')}
        </Button>
        <Button
          size="md"
          variant="default"
          disabled={busy || (declining && !named)}
          onClick={() => (declining ? decide(false) : setDeclining(true))}
        >
          {t('public_quote.decline')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt="sm">
        {t('public_quote.recorded')}
      </Text>
    </section>
  );
}

function Ask({ token, opened, onClose }: { token: string; opened: boolean; onClose: () => void }) {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [state, setState] = useState<'open' | 'busy' | 'sent'>('open');
  const [failure, setFailure] = useState('');
  const send = async () => {
    setState('busy');
    setFailure('');
    try {
      await askPublicQuote(token, name, text);
      setState('sent');
      setText('');
    } catch (error) {
      setFailure(describeProblem(error));
      setState('open');
    }
  };
  const close = () => {
    setState('open');
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('public_quote.ask')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {state === 'sent' ? (
        <Text role="status">{t('public_quote.asked')}</Text>
      ) : (
        <Stack gap="sm">
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <TextInput
            label={t('public_quote.name')}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('public_quote.question')}
            autosize
            minRows={4}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button loading={state === 'busy'} disabled={name.trim().length < 2 || !text.trim()} onClick={send}>
            {t('public_quote.send')}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
