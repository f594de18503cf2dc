import type { Dialect } from '@crosstalk/dialect-kit';

const ACCOUNTS = 'Accounts and tokens are made over REST; the socket only shows a token.';
const NO_LISTS = 'The document reads nothing back: chats and history come over REST.';
const NO_CALLS = 'The document has no calls.';
const NO_CHANGES = 'The document has no request to change a message.';

export const lacks: Dialect['lacks'] = {
  registerUser: ACCOUNTS,
  logIn: ACCOUNTS,
  refreshSession: ACCOUNTS,
  logOut: ACCOUNTS,
  getMe: NO_LISTS,
  updateMe: 'The own profile is changed over REST.',
  getUser: NO_LISTS,
  searchUsers: NO_LISTS,
  listRooms: NO_LISTS,
  readHistory: NO_LISTS,
  syncRooms: NO_LISTS,
  searchMessages: NO_LISTS,
  deleteRoom: 'The document has no request for it; the removal is told with chat_removed.',
  muteRoom: 'The document has no mute.',
  putProjectRoom: 'Project rooms are kept by the host site over REST.',
  leaveRoom: 'One leaves by remove_from_chat with oneself.',
  changeRole: 'The document shows roles and has no request to change one.',
  editMessage: NO_CHANGES,
  deleteMessage: NO_CHANGES,
  reactToMessage: NO_CHANGES,
  setTyping: 'The document has no typing notices.',
  watchPresence: 'The document has no presence.',
  startCall: NO_CALLS,
  answerCall: NO_CALLS,
  sendIce: NO_CALLS,
  endCall: NO_CALLS,
  dropCalls: NO_CALLS,
  openFile: 'Files are fetched over HTTP from the URL of the file.',
};
