import { type Dialect, REST_ONLY } from '@crosstalk/dialect-kit';

const ACCOUNTS = 'Accounts and tokens are made over REST; the socket only shows a token.';
const VISITORS = 'People of host sites come in by the fsego API.';
const PROFILES = 'Profiles come with every room and message; the own one is changed over REST.';
const GROUPS = 'The document starts dialogs of two people; groups are made and run over REST and shown here.';
const NO_SCREEN = 'chat.read says what was read; what is on a screen is not told.';
const FILES = 'Files are uploaded and fetched over HTTP; message.send names one by id.';

export const lacks: Dialect['lacks'] = {
  ...REST_ONLY,
  registerUser: ACCOUNTS,
  logIn: ACCOUNTS,
  refreshSession: ACCOUNTS,
  logOut: ACCOUNTS,
  authenticateVisitor: VISITORS,
  meetVisitor: VISITORS,
  confirmVisitor: VISITORS,
  getMe: PROFILES,
  updateMe: PROFILES,
  getUser: PROFILES,
  searchUsers: 'People are found over REST; chat.start takes an id.',
  renameRoom: GROUPS,
  deleteRoom: GROUPS,
  putProjectRoom: GROUPS,
  addMembers: GROUPS,
  removeMembers: GROUPS,
  leaveRoom: GROUPS,
  changeRole: GROUPS,
  findRoom: 'Chats are named by their id.',
  muteRoom: 'The document has no request for it; a chat that is muted elsewhere says so.',
  openRoom: NO_SCREEN,
  closeRoom: NO_SCREEN,
  reactToMessage: 'The document has no reactions; those made elsewhere are shown.',
  syncRooms:
    'The document has no cursor for it: after a reconnect user.auth and chat.history bring everything.',
  searchMessages: 'The document has no search; REST has.',
  watchPresence: 'Everybody who shares a room is watched without asking.',
  setVisibility: 'The document has no way to hide.',
  dropCalls: 'The gateway ends the calls of a socket that went away.',
  storeFiles: FILES,
  uploadFile: FILES,
  getFile: FILES,
  openFile: FILES,
};
