import { type Dialect, REST_ONLY } from '@crosstalk/dialect-kit';

const ACCOUNTS = 'Accounts and tokens are made over REST; the upgrade only shows a token.';
const NO_LISTS = 'The document reads nothing back: chats, people and history come over REST.';
const VISITORS = 'People of host sites come in by the fsego API.';
const NO_CHATS = 'The document changes no chats: that is done over REST.';
const OWN_VIEW = 'The document has no request for the own view of a chat.';
const NO_SCREEN = 'The document has no word for what is on a screen.';
const NO_FILES = 'The document sends no files.';
const NO_CALLS = 'The document has no calls.';

export const lacks: Dialect['lacks'] = {
  ...REST_ONLY,
  registerUser: ACCOUNTS,
  logIn: ACCOUNTS,
  refreshSession: ACCOUNTS,
  logOut: ACCOUNTS,
  authenticate: 'The token of the upgrade authenticates, before there is a frame.',
  authenticateVisitor: VISITORS,
  meetVisitor: VISITORS,
  confirmVisitor: VISITORS,
  getMe: NO_LISTS,
  updateMe: 'The own profile is changed over REST.',
  getUser: NO_LISTS,
  searchUsers: NO_LISTS,
  listRooms: NO_LISTS,
  getRoom: NO_LISTS,
  readHistory: NO_LISTS,
  syncRooms: NO_LISTS,
  searchMessages: NO_LISTS,
  renameRoom: NO_CHATS,
  deleteRoom: NO_CHATS,
  addMembers: NO_CHATS,
  removeMembers: NO_CHATS,
  leaveRoom: NO_CHATS,
  changeRole: NO_CHATS,
  putProjectRoom: 'Who is in a project is said over REST.',
  muteRoom: OWN_VIEW,
  clearRoom: OWN_VIEW,
  openRoom: NO_SCREEN,
  closeRoom: NO_SCREEN,
  editMessage: 'The document excludes editing.',
  reactToMessage: 'The document has no reactions.',
  watchPresence: 'Everybody who shares a chat is watched, from the start of the session.',
  startCall: NO_CALLS,
  answerCall: NO_CALLS,
  sendIce: NO_CALLS,
  endCall: NO_CALLS,
  dropCalls: NO_CALLS,
  storeFiles: NO_FILES,
  uploadFile: 'Files are uploaded over HTTP.',
  getFile: 'What is known of a file stands in the messages that carry it.',
  openFile: 'Files are fetched over HTTP from the URL of the file.',
};
