// Careful readers of values that come from the server as `unknown`.

export interface MoneyValue {
  amount: string;
  currency: string;
}
export interface EmailValue {
  address: string;
  label?: string | null;
  primary?: boolean;
}
export interface PhoneValue {
  number: string;
  national?: string;
  label?: string | null;
  primary?: boolean;
}
export interface AddressValue {
  label?: string | null;
  street?: string | null;
  city?: string | null;
  region?: string | null;
  postal_code?: string | null;
  country?: string | null;
  primary?: boolean;
}
export interface NameValue {
  given?: string | null;
  family?: string | null;
  display?: string;
}
export interface LinkValue {
  id: string;
  object?: string;
  title?: string;
}

const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isThing(value)) {
    for (const member of ['title', 'display', 'address', 'number', 'label', 'name']) {
      if (typeof value[member] === 'string') return value[member];
    }
  }
  return '';
}

export function asMoney(value: unknown): MoneyValue | null {
  if (!isThing(value) || value.amount === undefined || value.amount === null) return null;
  return { amount: String(value.amount), currency: asText(value.currency) };
}

export function asLink(value: unknown): LinkValue | null {
  if (typeof value === 'string' && value) return { id: value };
  if (isThing(value) && typeof value.id === 'string') return value as unknown as LinkValue;
  return null;
}

export function asList<T>(value: unknown, wrap: (text: string) => T): T[] {
  const list = Array.isArray(value) ? value : isBlank(value) ? [] : [value];
  return list.map((item) => (typeof item === 'string' ? wrap(item) : (item as T)));
}

export const asStrings = (value: unknown): string[] => asList(value, (text) => text).map(asText);
export const asEmails = (value: unknown): EmailValue[] => asList(value, (address) => ({ address }));
export const asPhones = (value: unknown): PhoneValue[] => asList(value, (number) => ({ number }));
export const asAddresses = (value: unknown): AddressValue[] => asList(value, (street) => ({ street }));

export function asName(value: unknown): NameValue {
  if (typeof value === 'string') return { display: value };
  return isThing(value) ? (value as NameValue) : {};
}
