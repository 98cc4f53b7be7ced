extension HubSchema {
  /// Signing in through a provider: who is who there, and ways to it that have begun.
  static let openID = [
    """
    CREATE TABLE hub_identity (
      issuer {text} NOT NULL, subject {text} NOT NULL, org_id {text} NOT NULL,
      account {text} NOT NULL, created {integer} NOT NULL, PRIMARY KEY (issuer, subject))
    """,
    """
    CREATE TABLE hub_errand (
      state {blob} PRIMARY KEY, browser {blob} NOT NULL, next {text} NOT NULL,
      expires {integer} NOT NULL)
    """,
  ]
}
