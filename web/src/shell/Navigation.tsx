// Where one can go: the objects of the dictionary by group, then the tools.
import { Collapse } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight, FileUp, Home, ListChecks, Settings, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../api/session_context.tsx';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { type NavigationGroup, navigationGroups } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { t } from '../i18n/index.ts';
import { Logo } from '../ui/Logo.tsx';
import classes from './shell.module.css';

function ObjectItem({ object }: { object: ObjectType }) {
  return (
    <Link
      to="/$plural"
      params={{ plural: object.plural }}
      search={{}}
      className={classes.item}
      activeOptions={{ includeSearch: false }}
    >
      <ObjectIcon object={object} size={17} />
      <span>{object.label_plural}</span>
    </Link>
  );
}

const KNOWN = [
  'customers',
  'sales',
  'activity',
  'catalog',
  'service',
  'marketing',
  'loyalty',
  'system',
  'custom',
] as const;
type KnownGroup = (typeof KNOWN)[number];

function groupTitle(key: string): string {
  return (KNOWN as readonly string[]).includes(key) ? t(`group.${key as KnownGroup}`) : key;
}

function Group({ group }: { group: NavigationGroup }) {
  if (!group.primary.length) return null;
  return (
    <section className={classes.group} aria-label={groupTitle(group.key)}>
      <div className={classes.groupTitle}>{groupTitle(group.key)}</div>
      {group.primary.map((object) => (
        <ObjectItem key={object.key} object={object} />
      ))}
    </section>
  );
}

/** Objects that live inside others: one fold for all of them keeps the daily ones in sight. */
function Secondary({ objects }: { objects: ObjectType[] }) {
  const [open, setOpen] = useState(false);
  if (!objects.length) return null;
  return (
    <section className={classes.group} aria-label={t('shell.more')}>
      <button
        type="button"
        className={classes.item}
        data-muted
        onClick={() => setOpen((was) => !was)}
        aria-expanded={open}
      >
        {open ? <ChevronDown size={15} /> : <ChevronRight size={15} />}
        <span>{t('shell.more')}</span>
      </button>
      <Collapse expanded={open}>
        {objects.map((object) => (
          <ObjectItem key={object.key} object={object} />
        ))}
      </Collapse>
    </section>
  );
}

export function Navigation() {
  const dictionary = useDictionary();
  const session = useSession();
  const groups = navigationGroups(dictionary);
  return (
    <nav aria-label={t('shell.navigation')}>
      <div className={classes.brand}>
        <Logo />
        <div style={{ minWidth: 0 }}>
          <div className={classes.brandName}>{session.workspace.name}</div>
        </div>
      </div>
      <section className={classes.group}>
        <Link to="/" className={classes.item} activeOptions={{ exact: true }}>
          <Home size={17} strokeWidth={1.75} aria-hidden="true" />
          <span>{t('shell.home')}</span>
        </Link>
      </section>
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      <Secondary objects={groups.flatMap((group) => group.secondary)} />
      <section className={classes.group} aria-label={t('shell.tools')}>
        <div className={classes.groupTitle}>{t('shell.tools')}</div>
        <Link to="/import" className={classes.item}>
          <FileUp size={17} strokeWidth={1.75} aria-hidden="true" />
          <span>{t('import.title')}</span>
        </Link>
        <Link to="/jobs" className={classes.item}>
          <ListChecks size={17} strokeWidth={1.75} aria-hidden="true" />
          <span>{t('jobs.title')}</span>
        </Link>
        <Link to="/trash" className={classes.item}>
          <Trash2 size={17} strokeWidth={1.75} aria-hidden="true" />
          <span>{t('trash.title')}</span>
        </Link>
        <Link to="/settings" className={classes.item}>
          <Settings size={17} strokeWidth={1.75} aria-hidden="true" />
          <span>{t('settings.title')}</span>
        </Link>
      </section>
    </nav>
  );
}
