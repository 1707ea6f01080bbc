// The daily destinations at the foot of a phone's screen.
import { Link } from '@tanstack/react-router';
import { Home, Menu } from 'lucide-react';
import { useDictionary } from '../dictionary/context.tsx';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { t } from '../i18n/index.ts';
import classes from './shell.module.css';

const DAILY = ['person', 'company', 'deal'];

export function PhoneBar({ onMenu }: { onMenu: () => void }) {
  const dictionary = useDictionary();
  const objects = DAILY.flatMap((key) => dictionary.byKey.get(key) ?? []).filter(
    (object) => object.can.read !== 'none',
  );
  return (
    <nav className={classes.phone} data-tour="phone" aria-label={t('shell.daily')}>
      <Link to="/" className={classes.phoneItem} activeOptions={{ exact: true }}>
        <Home size={20} strokeWidth={1.75} aria-hidden="true" />
        <span>{t('shell.home')}</span>
      </Link>
      {objects.map((object) => (
        <Link
          key={object.key}
          to="/$plural"
          params={{ plural: object.plural }}
          search={{}}
          className={classes.phoneItem}
          activeOptions={{ includeSearch: false }}
        >
          <ObjectIcon object={object} size={20} />
          <span>{object.label_plural}</span>
        </Link>
      ))}
      <button type="button" className={classes.phoneItem} onClick={onMenu}>
        <Menu size={20} strokeWidth={1.75} aria-hidden="true" />
        <span>{t('shell.more')}</span>
      </button>
    </nav>
  );
}
