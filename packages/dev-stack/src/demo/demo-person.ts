/** Someone made up who can sign in. */
export interface DemoPerson {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly password: string;
}
