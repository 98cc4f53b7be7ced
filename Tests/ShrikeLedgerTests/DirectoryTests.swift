import DatabaseFixtures
import ShrikeLedger
import Testing

@Suite struct DirectoryTests {
  @Test(arguments: Engine.all) func keepsPeopleAssetsTicketsAndLinks(engine: Engine) throws {
    let ledger = try engine.ledger()
    let id = try ledger.publish(
      Make.scan("a", [Make.finding("k1")]), by: "ci", at: Make.start
    ).findings[0]
    try ledger.putPerson("ann", name: "Ann", email: "ann@example.org", by: "ann", at: Make.start)
    try ledger.putPerson("ann", name: "Ann A.", email: nil, by: "ann", at: Make.minute(1))
    try ledger.putTeam("core", name: "Core", by: "ann", at: Make.start)
    try ledger.putMembership(
      person: "ann", team: "core", role: "triager", by: "ann", at: Make.start)
    try ledger.putProduct("shop", name: "The shop", by: "ann", at: Make.start)
    var asset = try #require(try ledger.assets().first)
    #expect(asset.name == "shop" && asset.product == nil)
    asset.product = "shop"
    asset.criticality = "high"
    try ledger.put(asset, by: "ann", at: Make.minute(2))
    #expect(try ledger.assets() == [asset])
    try ledger.putTicket(
      finding: id, system: "jira", reference: "SEC-1", url: "https://example.org/SEC-1",
      status: "open", by: "ann", at: Make.minute(3))
    try ledger.link(id, "same-cause", "other", by: "ann", at: Make.minute(4))
    #expect(try ledger.links(of: "other").map(\.source) == [id])
    try expectRebuildable(ledger)
  }
}
