// Administration: users, roles, API keys, and the overlay of custom objects and fields.
import { get, patch, post, remove } from './client.ts';
import type { ApiKey, FieldKind, Role, UserRow } from './types.ts';

export const listAllUsers = (signal?: AbortSignal) => get<{ data: UserRow[] }>('/users', undefined, signal);
export const createUser = (body: { name: string; email: string; password: string; role: string }) =>
  post<UserRow>('/users', body);
export const changeUser = (id: string, body: { active?: boolean; role?: string; name?: string; password?: string }) =>
  patch<UserRow>(`/users/${id}`, body);

export const listRoles = (signal?: AbortSignal) => get<{ data: Role[] }>('/roles', undefined, signal);

export const listApiKeys = (signal?: AbortSignal) => get<{ data: ApiKey[] }>('/api_keys', undefined, signal);
export const createApiKey = (body: { name: string; role: string; expires_at: string | null }) =>
  post<ApiKey>('/api_keys', body);
export const removeApiKey = (id: string) => remove(`/api_keys/${id}`);

export interface NewField {
  key: string;
  label: string;
  kind: FieldKind;
  choices?: { key: string; label: string; color?: string }[];
  to?: string;
  unique?: boolean;
  indexed?: boolean;
  required?: boolean;
  help?: string;
  computed?: unknown;
}

export interface NewObject {
  key: string;
  plural: string;
  label: string;
  label_plural: string;
  icon?: string;
  fields: NewField[];
}

export const createObject = (body: NewObject) => post<unknown>('/dictionary/objects', body);
export const removeObject = (key: string) => remove(`/dictionary/objects/${key}`);
export const createField = (object: string, body: NewField) =>
  post<unknown>(`/dictionary/objects/${object}/fields`, body);
export const changeField = (
  object: string,
  field: string,
  body: Partial<Pick<NewField, 'label' | 'help' | 'choices' | 'required' | 'indexed'>>,
) => patch<unknown>(`/dictionary/objects/${object}/fields/${field}`, body);
export const removeField = (object: string, field: string) => remove(`/dictionary/objects/${object}/fields/${field}`);
