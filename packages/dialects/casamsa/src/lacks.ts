import { type Dialect, REST_ONLY } from '@crosstalk/dialect-kit';

const ACCOUNTS = 'Accounts and tokens are made over REST; the socket only shows a token.';
const NO_LISTS = 'The document reads nothing back: chats and history come over REST.';
const VISITORS = 'People of host sites come in by the fsego API.';
const NO_SCREEN = 'The document has no word for what is on a screen.';
const NO_PRESENCE = 'The document has no presence.';
const NO_CALLS = 'The document has no calls.';
const NO_CHANGES = 'The document has no request to change a message.';

export const lacks: Dialect['lacks'] = {
  ...REST_ONLY,
  registerUser: ACCOUNTS,
  logIn: ACCOUNTS,
  refreshSession: ACCOUNTS,
  logOut: ACCOUNTS,
  authenticateVisitor: VISITORS,
  meetVisitor: VISITORS,
  confirmVisitor: VISITORS,
  getMe: NO_LISTS,
  updateMe: 'The own profile is changed over REST.',
  getUser: NO_LISTS,
  searchUsers: NO_LISTS,
  listRooms: NO_LISTS,
  findRoom: 'Chats are named by their id.',
  readHistory: NO_LISTS,
  syncRooms: NO_LISTS,
  searchMessages: NO_LISTS,
  deleteRoom: 'The document has no request for it; the removal is told with chat_removed.',
  muteRoom: 'The document has no mute.',
  clearRoom: 'The document has no request to clear or hide a chat.',
  openRoom: NO_SCREEN,
  closeRoom: NO_SCREEN,
  putProjectRoom: 'Project rooms are kept by the host site over REST.',
  leaveRoom: 'One leaves by remove_from_chat with oneself.',
  changeRole: 'The document shows roles and has no request to change one.',
  editMessage: NO_CHANGES,
  deleteMessage: NO_CHANGES,
  reactToMessage: NO_CHANGES,
  setTyping: 'The document has no typing notices.',
  watchPresence: NO_PRESENCE,
  setVisibility: NO_PRESENCE,
  startCall: NO_CALLS,
  answerCall: NO_CALLS,
  sendIce: NO_CALLS,
  endCall: NO_CALLS,
  dropCalls: NO_CALLS,
  uploadFile: 'Files travel inside the message.',
  getFile: 'What is known of a file stands in the messages that carry it.',
  openFile: 'Files are fetched over HTTP from the URL of the file.',
};
