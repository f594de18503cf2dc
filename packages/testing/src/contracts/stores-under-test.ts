import type { Message, Ports, PreviewStore } from '@crosstalk/domain';

/** What a contract runs against: the stores of one node over a database that nothing else uses. */
export interface StoresUnderTest
  extends Pick<
    Ports,
    | 'messages'
    | 'rooms'
    | 'members'
    | 'users'
    | 'refreshTokenStore'
    | 'files'
    | 'search'
    | 'erasures'
    | 'pushSubscriptions'
    | 'notificationSettings'
    | 'webhooks'
  > {
  readonly previews: PreviewStore;
  /** Brings the search index up to the messages; does nothing where the messages themselves are searched. */
  index(messages: readonly Message[]): Promise<void>;
  /** Bytes of files that are held, by name of a file or not. */
  storedBytes(): Promise<number>;
  close(): Promise<void>;
}

export type MakeStores = () => Promise<StoresUnderTest>;
