extension HubSchema {
  /// What people are told: once each, by the name it has, and how far the log was read for it.
  static let notices = [
    """
    CREATE TABLE hub_notice (
      id {text} PRIMARY KEY, org_id {text} NOT NULL, name {text} NOT NULL, channel {text} NOT NULL,
      recipient {text} NOT NULL, subject {text} NOT NULL, body {text} NOT NULL,
      state {text} NOT NULL, attempts {integer} NOT NULL, next_at {integer} NOT NULL,
      created {integer} NOT NULL, problem {text})
    """,
    "CREATE UNIQUE INDEX hub_notice_name ON hub_notice (org_id, name)",
    "CREATE INDEX hub_notice_next ON hub_notice (state, next_at)",
    """
    CREATE TABLE hub_noticing (
      org_id {text} PRIMARY KEY, cursor_seq {integer} NOT NULL, reminded {integer} NOT NULL)
    """,
  ]
}
