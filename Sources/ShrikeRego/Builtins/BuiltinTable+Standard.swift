extension BuiltinTable {
  /// All built-ins of the language that need neither a network nor a running host.
  public static let standard = BuiltinTable(
    comparisonBuiltins + numberBuiltins + aggregateBuiltins + collectionBuiltins
      + typeBuiltins + stringBuiltins + regexBuiltins + refusedBuiltins
      + encodingBuiltins + unitBuiltins + timeBuiltins + networkBuiltins
      + globBuiltins + globsMatchBuiltins + templateMatchBuiltins + semverBuiltins
      + uuidBuiltins + randomBuiltins + graphQLBuiltins + jsonPathBuiltins
      + jsonPatchBuiltins + jsonSchemaBuiltins + cryptoBuiltins + templateBuiltins
      + hostBuiltins + uriBuiltins + x509Builtins + jwtBuiltins
      + awsBuiltins)
}
