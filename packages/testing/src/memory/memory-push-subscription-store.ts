import type {
  PushSubscription,
  PushSubscriptionDraft,
  PushSubscriptionStore,
  UserId,
} from '@crosstalk/domain';

/** Push subscriptions in memory, oldest first. */
export class MemoryPushSubscriptionStore implements PushSubscriptionStore {
  #all: (PushSubscription & { readonly at: number })[] = [];

  async put({ at, ...draft }: PushSubscriptionDraft, keep: number): Promise<void> {
    const id = `id of ${draft.endpoint}`;
    this.#all = [...this.#all.filter((each) => each.id !== id), { ...draft, id, at }];
    const kept = this.#all.filter(({ userId }) => userId === draft.userId).slice(-keep);
    this.#all = this.#all.filter((each) => each.userId !== draft.userId || kept.includes(each));
  }

  async delete(userId: UserId, endpoint: string): Promise<void> {
    this.#all = this.#all.filter((each) => each.userId !== userId || each.endpoint !== endpoint);
  }

  async ofUsers(userIds: readonly UserId[]): Promise<readonly Pick<PushSubscription, 'id' | 'userId'>[]> {
    return this.#all
      .filter(({ userId }) => userIds.includes(userId))
      .map(({ id, userId }) => ({ id, userId }));
  }

  async find(id: string): Promise<PushSubscription | null> {
    const found = this.#all.find((each) => each.id === id);
    if (found === undefined) return null;
    const { at: _at, ...subscription } = found;
    return subscription;
  }

  async drop(id: string): Promise<void> {
    this.#all = this.#all.filter((each) => each.id !== id);
  }
}
