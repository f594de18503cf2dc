import { erasedUserContract } from './erased-user-contract.js';
import { erasureStoreContract } from './erasure-store-contract.js';
import { fileBytesContract } from './file-bytes-contract.js';
import { fileOutcomeContract } from './file-outcome-contract.js';
import { fileStoreContract } from './file-store-contract.js';
import { memberStoreContract } from './member-store-contract.js';
import { memberViewContract } from './member-view-contract.js';
import { messageAppendContract } from './message-append-contract.js';
import { messageCarriersContract } from './message-carriers-contract.js';
import { messageChangeContract } from './message-change-contract.js';
import { messageReadContract } from './message-read-contract.js';
import { messageSearchContract } from './message-search-contract.js';
import { notificationContract } from './notification-contract.js';
import { partnersContract } from './partners-contract.js';
import { personalMessagesContract } from './personal-messages-contract.js';
import { previewStoreContract } from './preview-store-contract.js';
import { refreshTokenStoreContract } from './refresh-token-store-contract.js';
import { roomStoreContract } from './room-store-contract.js';
import type { MakeStores } from './stores-under-test.js';
import { userStoreContract } from './user-store-contract.js';
import { visitorContract } from './visitor-contract.js';
import { webhookStoreContract } from './webhook-store-contract.js';

/** Everything that the domain relies on in its stores, as tests: one implementation in memory, one on a database, one contract. */
export function storeContracts(name: string, makeStores: MakeStores): void {
  for (const contract of [
    roomStoreContract,
    memberStoreContract,
    memberViewContract,
    partnersContract,
    messageAppendContract,
    messageChangeContract,
    messageReadContract,
    messageSearchContract,
    userStoreContract,
    visitorContract,
    refreshTokenStoreContract,
    fileStoreContract,
    fileBytesContract,
    fileOutcomeContract,
    messageCarriersContract,
    erasureStoreContract,
    erasedUserContract,
    personalMessagesContract,
    notificationContract,
    webhookStoreContract,
    previewStoreContract,
  ]) {
    contract(name, makeStores);
  }
}
