/// What is said of an asset, and what can be.
public struct AssetEdit: Sendable, Hashable {
  /// Of a choice: the value now, and those it may have.
  public struct Choice: Sendable, Hashable {
    public var value: String
    public var options: [String]

    public init(_ value: String?, _ options: [String]) {
      self.value = value ?? ""
      // A value that is none of them is kept.
      self.options =
        self.value.isEmpty || options.contains(self.value)
        ? options : options + [self.value]
    }
  }

  public var criticality: Choice
  public var exposure: Choice
  public var dataClass: Choice
  /// Ids.
  public var product: Choice
  /// Ids of people and teams.
  public var owner: Choice

  public init(
    criticality: Choice, exposure: Choice, dataClass: Choice, product: Choice, owner: Choice
  ) {
    self.criticality = criticality
    self.exposure = exposure
    self.dataClass = dataClass
    self.product = product
    self.owner = owner
  }
}

extension HTML {
  /// The form that says what an asset is.
  mutating func edit(_ edit: AssetEdit, of asset: String, _ frame: Frame) {
    element("section", .class("box")) { html in
      html.literal("<h2>What it is</h2>")
      html.form(frame, Route.changeAsset, class: "act stack") { html in
        html.hidden("asset", asset)
        html.choice("Criticality", "asset-criticality", "criticality", edit.criticality)
        html.choice("Exposure", "asset-exposure", "exposure", edit.exposure)
        html.choice("Data", "asset-data", "dataClass", edit.dataClass)
        html.choice("Product", "asset-product", "product", edit.product)
        html.choice("Owner", "asset-owner", "owner", edit.owner)
        html.submit("Save", isPrimary: true)
      }
    }
  }

  private mutating func choice(
    _ label: StaticString, _ id: StaticString, _ name: StaticString, _ choice: AssetEdit.Choice
  ) {
    self.choice(
      label, id, name: name,
      options: [(value: "", words: "not set")] + choice.options.map { (value: $0, words: $0) },
      selected: choice.value)
  }
}
