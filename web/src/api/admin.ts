// Administration: users, roles, API keys, and the overlay of custom objects and fields.
import { get, patch, post, remove } from './client.ts';
import type { Answer, Input, Told } from './generated.ts';
import type { ApiKey, FieldKind, Role, UserRow } from './types.ts';

export const listAllUsers = (signal?: AbortSignal) => get<{ data: UserRow[] }>('/users', undefined, signal);
export const createUser = (body: Input<'UserInput'>) => post<UserRow>('/users', body);
export const changeUser = (id: string, body: Input<'UserInput'>) => patch<UserRow>(`/users/${id}`, body);

export const listTeams = (signal?: AbortSignal) => get<Answer<'TeamList'>>('/teams', undefined, signal);
export const createTeam = (body: Input<'TeamInput'>) => post<Answer<'Team'>>('/teams', body);
export const changeTeam = (id: string, body: Input<'TeamInput'>) => patch<Answer<'Team'>>(`/teams/${id}`, body);
export const removeTeam = (id: string) => remove(`/teams/${id}`);

export const listRoles = (signal?: AbortSignal) => get<{ data: Role[] }>('/roles', undefined, signal);

export const createRole = (body: Input<'RoleInput'>) => post<Role>('/roles', body);
export const changeRole = (id: string, body: Input<'RoleInput'>) => patch<Role>(`/roles/${id}`, body);
export const removeRole = (id: string) => remove(`/roles/${id}`);

export const listApiKeys = (signal?: AbortSignal) => get<{ data: ApiKey[] }>('/api_keys', undefined, signal);
export const createApiKey = (body: Input<'ApiKeyInput'>) => post<ApiKey>('/api_keys', body);
export const removeApiKey = (id: string) => remove(`/api_keys/${id}`);

export type NewField = Told<Input<'FieldInput'>, { key: string; label: string; kind: FieldKind }>;
export type NewObject = Input<'ObjectInput'>;

export const createObject = (body: NewObject) => post<unknown>('/dictionary/objects', body);
export const changeObject = (key: string, body: Input<'ObjectChange'>) =>
  patch<unknown>(`/dictionary/objects/${key}`, body);
export const removeObject = (key: string) => remove(`/dictionary/objects/${key}`);
export const createField = (object: string, body: NewField) =>
  post<unknown>(`/dictionary/objects/${object}/fields`, body);
export const changeField = (object: string, field: string, body: Input<'FieldChange'>) =>
  patch<unknown>(`/dictionary/objects/${object}/fields/${field}`, body);
export const removeField = (object: string, field: string) => remove(`/dictionary/objects/${object}/fields/${field}`);

export type WorkspaceRow = Answer<'Workspace'>;
export const findWorkspace = (signal?: AbortSignal) => get<WorkspaceRow>('/workspace', undefined, signal);
export const changeWorkspace = (body: Input<'WorkspaceInput'>) => patch<WorkspaceRow>('/workspace', body);
