extension HubSchema {
  /// Tickets that were asked for: one of a finding in a system, until the other side has it and as long as its state is
  /// asked for.
  static let tickets = [
    """
    CREATE TABLE hub_ticket (
      id {text} PRIMARY KEY, org_id {text} NOT NULL, finding {text} NOT NULL,
      system {text} NOT NULL, actor {text} NOT NULL, state {text} NOT NULL,
      attempts {integer} NOT NULL, next_at {integer} NOT NULL, created {integer} NOT NULL,
      reference {text} NOT NULL, url {text} NOT NULL, status {text} NOT NULL, problem {text})
    """,
    "CREATE UNIQUE INDEX hub_ticket_finding ON hub_ticket (org_id, finding, system)",
    "CREATE INDEX hub_ticket_next ON hub_ticket (next_at)",
  ]
}
