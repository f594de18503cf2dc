import { type Dialect, REST_ONLY } from '@crosstalk/dialect-kit';

const ACCOUNTS = 'Accounts and tokens are made over REST; the socket only shows a token.';

const VISITORS = 'People of host sites come in by the fsego API.';
const NO_SCREEN = 'channel-read says what was read; what is on a screen is not told.';

export const lacks: Dialect['lacks'] = {
  ...REST_ONLY,
  registerUser: ACCOUNTS,
  logIn: ACCOUNTS,
  refreshSession: ACCOUNTS,
  logOut: ACCOUNTS,
  authenticateVisitor: VISITORS,
  meetVisitor: VISITORS,
  confirmVisitor: VISITORS,
  getMe: 'The own profile is read and changed over REST.',
  updateMe: 'The own profile is read and changed over REST.',
  getUser: 'Profiles come with messages and with users-search.',
  findRoom: 'Channels are named by their id.',
  openRoom: NO_SCREEN,
  closeRoom: NO_SCREEN,
  putProjectRoom: 'Project rooms are kept by the host site over REST.',
  storeFiles: 'Files are uploaded over HTTP and named by id in message-send.',
  uploadFile: 'Files are uploaded over HTTP and named by id in message-send.',
  getFile: 'What is known of a file stands in the messages that carry it.',
  openFile: 'Files are fetched over HTTP from the URL of the attachment.',
  dropCalls: 'The gateway ends the calls of a socket that went away.',
};
