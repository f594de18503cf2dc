import { authenticate } from './accounts/authenticate.js';
import { authenticateVisitor } from './accounts/authenticate-visitor.js';
import { confirmVisitor } from './accounts/confirm-visitor.js';
import { getMe } from './accounts/get-me.js';
import { getUser } from './accounts/get-user.js';
import { logIn } from './accounts/log-in.js';
import { logOut } from './accounts/log-out.js';
import { meetVisitor } from './accounts/meet-visitor.js';
import { RATE_RULES } from './accounts/rate-rules.js';
import { refreshSession } from './accounts/refresh-session.js';
import { registerUser } from './accounts/register-user.js';
import { searchUsers } from './accounts/search-users.js';
import { updateMe } from './accounts/update-me.js';
import { answerCall } from './calls/answer-call.js';
import { dropCalls } from './calls/drop-calls.js';
import { endCall } from './calls/end-call.js';
import { sendIce } from './calls/send-ice.js';
import { startCall } from './calls/start-call.js';
import type { Domain, DomainSettings, RateRules } from './domain.js';
import { eraseMe } from './erasure/erase-me.js';
import { eraseUser } from './erasure/erase-user.js';
import { getErasure } from './erasure/get-erasure.js';
import { ChatError } from './errors.js';
import { exportMe } from './export/export-me.js';
import { getFile } from './files/get-file.js';
import { openFile } from './files/open-file.js';
import { storeFiles } from './files/store-files.js';
import { uploadFile } from './files/upload-file.js';
import { Lanes } from './flow/lanes.js';
import { addMembers } from './members/add-members.js';
import { changeRole } from './members/change-role.js';
import { leaveRoom } from './members/leave-room.js';
import { removeMembers } from './members/remove-members.js';
import { deleteMessage } from './messages/delete-message.js';
import { editMessage } from './messages/edit-message.js';
import { postMessage } from './messages/post-message.js';
import { reactToMessage } from './messages/react-to-message.js';
import { readHistory } from './messages/read-history.js';
import { deletePushSubscription } from './notifications/delete-push-subscription.js';
import { getNotificationSettings } from './notifications/get-notification-settings.js';
import { getPushKey } from './notifications/get-push-key.js';
import { putNotificationSettings } from './notifications/put-notification-settings.js';
import { putPushSubscription } from './notifications/put-push-subscription.js';
import type { Ports } from './ports/ports.js';
import { setVisibility } from './presence/set-visibility.js';
import { watchPresence } from './presence/watch-presence.js';
import { markRead } from './receipts/mark-read.js';
import { clearRoom } from './rooms/clear-room.js';
import { closeRoom } from './rooms/close-room.js';
import { createRoom } from './rooms/create-room.js';
import { deleteRoom } from './rooms/delete-room.js';
import { findRoom } from './rooms/find-room.js';
import { getRoom } from './rooms/get-room.js';
import { listRooms } from './rooms/list-rooms.js';
import { muteRoom } from './rooms/mute-room.js';
import { openRoom } from './rooms/open-room.js';
import { putProjectRoom } from './rooms/put-project-room.js';
import { renameRoom } from './rooms/rename-room.js';
import { RoomDirectory } from './rooms/room-directory.js';
import { setRetention } from './rooms/set-retention.js';
import { searchMessages } from './search/search-messages.js';
import { syncRooms } from './sync/sync-rooms.js';
import { setTyping } from './typing/set-typing.js';
import { TypingBoard } from './typing/typing-board.js';
import type { UseCases } from './use-cases.js';
import { createWebhook } from './webhooks/create-webhook.js';
import { deleteWebhook } from './webhooks/delete-webhook.js';
import { enableWebhook } from './webhooks/enable-webhook.js';
import { listWebhooks } from './webhooks/list-webhooks.js';

export interface DomainOptions {
  /** Whether people may register themselves; true unless told otherwise. */
  readonly registration?: boolean;
  /** Bytes of one upload; 256 MiB unless told otherwise. */
  readonly maxUploadBytes?: number;
  /** Replaces single rules of `RATE_RULES`. */
  readonly rateRules?: Partial<RateRules>;
}

/** All use cases over the given ports. They hold a little state (order of sends, typing), so a process makes them once. */
export function createUseCases(ports: Ports, options: DomainOptions = {}): UseCases {
  const settings: DomainSettings = {
    registration: options.registration ?? true,
    maxUploadBytes: options.maxUploadBytes ?? 256 * 1024 * 1024,
    rateRules: { ...RATE_RULES, ...options.rateRules },
  };
  const domain: Domain = {
    ...ports,
    settings,
    sendLanes: new Lanes(),
    typing: new TypingBoard(ports),
    roomDirectory: new RoomDirectory(),
  };
  return bindAll(domain);
}

function bindAll(domain: Domain): UseCases {
  return {
    registerUser: bound(domain, registerUser),
    logIn: bound(domain, logIn),
    refreshSession: bound(domain, refreshSession),
    logOut: bound(domain, logOut),
    authenticate: bound(domain, authenticate),
    authenticateVisitor: bound(domain, authenticateVisitor),
    meetVisitor: bound(domain, meetVisitor),
    confirmVisitor: bound(domain, confirmVisitor),
    getMe: bound(domain, getMe),
    updateMe: bound(domain, updateMe),
    getUser: bound(domain, getUser),
    eraseMe: bound(domain, eraseMe),
    eraseUser: bound(domain, eraseUser),
    exportMe: bound(domain, exportMe),
    getErasure: bound(domain, getErasure),
    searchUsers: bound(domain, searchUsers),
    createRoom: bound(domain, createRoom),
    listRooms: bound(domain, listRooms),
    getRoom: bound(domain, getRoom),
    findRoom: bound(domain, findRoom),
    renameRoom: bound(domain, renameRoom),
    setRetention: bound(domain, setRetention),
    deleteRoom: bound(domain, deleteRoom),
    muteRoom: bound(domain, muteRoom),
    clearRoom: bound(domain, clearRoom),
    openRoom: bound(domain, openRoom),
    closeRoom: bound(domain, closeRoom),
    putProjectRoom: bound(domain, putProjectRoom),
    addMembers: bound(domain, addMembers),
    removeMembers: bound(domain, removeMembers),
    leaveRoom: bound(domain, leaveRoom),
    changeRole: bound(domain, changeRole),
    postMessage: bound(domain, postMessage),
    editMessage: bound(domain, editMessage),
    deleteMessage: bound(domain, deleteMessage),
    reactToMessage: bound(domain, reactToMessage),
    readHistory: bound(domain, readHistory),
    syncRooms: bound(domain, syncRooms),
    searchMessages: bound(domain, searchMessages),
    markRead: bound(domain, markRead),
    setTyping: bound(domain, setTyping),
    watchPresence: bound(domain, watchPresence),
    setVisibility: bound(domain, setVisibility),
    startCall: bound(domain, startCall),
    answerCall: bound(domain, answerCall),
    sendIce: bound(domain, sendIce),
    endCall: bound(domain, endCall),
    dropCalls: bound(domain, dropCalls),
    storeFiles: bound(domain, storeFiles),
    uploadFile: bound(domain, uploadFile),
    getFile: bound(domain, getFile),
    openFile: bound(domain, openFile),
    getPushKey: bound(domain, getPushKey),
    putPushSubscription: bound(domain, putPushSubscription),
    deletePushSubscription: bound(domain, deletePushSubscription),
    getNotificationSettings: bound(domain, getNotificationSettings),
    putNotificationSettings: bound(domain, putNotificationSettings),
    listWebhooks: bound(domain, listWebhooks),
    createWebhook: bound(domain, createWebhook),
    deleteWebhook: bound(domain, deleteWebhook),
    enableWebhook: bound(domain, enableWebhook),
  };
}

/** The use case over the domain; whatever a port or a defect throws that is no ChatError leaves as `internal`. */
function bound<Arguments extends readonly unknown[], Result>(
  domain: Domain,
  useCase: (domain: Domain, ...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  return async (...args) => {
    try {
      return await useCase(domain, ...args);
    } catch (error) {
      if (error instanceof ChatError) throw error;
      throw new ChatError('internal', 'Something went wrong on our side.', { cause: error });
    }
  };
}
