/// The objects of SARIF 2.1.0 and what their properties may be (section 3 of the specification and its schema).
///
/// A line names an object, those indented below it its properties, each as `name:kind`: `name!` must be
/// there, `>name` is where rules go on looking; every object may have `properties`, too.
///
/// | Kind | |
/// |---|---|
/// | `s` | a text; `u` a URI, `r` a URI reference, `d` a date and time, `g` a GUID, `l` a language, `m` a MIME type, `q` four numbers |
/// | `i` | a whole number, `n` a number, with what bounds it in parentheses |
/// | `b` | true or false |
/// | `e(…)` | one of these words |
/// | `p` | a property bag |
/// | `@name` | an object |
/// | `[…]` | an array, `+` with an element at least, `#` with none twice |
/// | `{…}` | an object of any keys with such values |
/// | `~` | or null |
///
/// `anyOf(…)` and `oneOf(…)` name properties of which one at least, or exactly one, must be there.
/// A region's own (`startLine`, `charOffset`, `byteOffset`) is left to SARIF1007, which says more.
enum SarifTypes {
  static let table = """
    address
      absoluteAddress:i(-1..) relativeAddress:i length:i kind:s name:s fullyQualifiedName:s
      offsetFromParent:i index:i(-1..) parentIndex:i(-1..)
    artifact
      description:@message >location:@artifactLocation parentIndex:i(-1..) offset:i(0..)
      length:i(-1..)
      roles:[e(analysisTarget|attachment|responseFile|resultFile|standardStream|tracedFile|
      unmodified|modified|added|deleted|renamed|uncontrolled|driver|extension|translation|
      taxonomy|policy|referencedOnCommandLine|memoryContents|directory|
      userSpecifiedConfiguration|toolSpecifiedConfiguration|debugOutputFile|conversionSource|
      externalPropertyFile|repositoryRoot)]#
      mimeType:m contents:@artifactContent encoding:s sourceLanguage:s hashes:{s}
      lastModifiedTimeUtc:d
    artifactChange
      >artifactLocation!:@artifactLocation replacements!:[@replacement]+
    artifactContent
      text:s binary:s rendered:@multiformatMessageString
    artifactLocation
      uri:r uriBaseId:s index:i(-1..) description:@message
    attachment
      >description:@message >artifactLocation!:@artifactLocation >regions:[@region]#
      >rectangles:[@rectangle]#
    codeFlow
      >message:@message >threadFlows!:[@threadFlow]+
    configurationOverride
      >configuration!:@reportingConfiguration >descriptor!:@reportingDescriptorReference
    conversion
      tool!:@tool invocation:@invocation >analysisToolLogFiles:[@artifactLocation]#
    edge
      id!:s label:@message sourceNodeId!:s targetNodeId!:s
    edgeTraversal
      edgeId!:s >message:@message finalState:{@multiformatMessageString}
      stepOverEdgeCount:i(0..)
    exception
      kind:s message:s stack:@stack innerExceptions:[@exception]
    externalProperties
      schema:u version:e(2.1.0) guid:g runGuid:g conversion:@conversion graphs:[@graph]#
      externalizedProperties:p artifacts:[@artifact]# invocations:[@invocation]
      logicalLocations:[@logicalLocation]# threadFlowLocations:[@threadFlowLocation]#
      results:[@result] taxonomies:[@toolComponent]# driver:@toolComponent
      extensions:[@toolComponent]# policies:[@toolComponent]# translations:[@toolComponent]#
      addresses:[@address] webRequests:[@webRequest]# webResponses:[@webResponse]#
    externalPropertyFileReference
      location:@artifactLocation guid:g itemCount:i(-1..) anyOf(location guid)
    externalPropertyFileReferences
      conversion:@externalPropertyFileReference graphs:[@externalPropertyFileReference]#
      externalizedProperties:@externalPropertyFileReference
      artifacts:[@externalPropertyFileReference]#
      invocations:[@externalPropertyFileReference]#
      logicalLocations:[@externalPropertyFileReference]#
      threadFlowLocations:[@externalPropertyFileReference]#
      results:[@externalPropertyFileReference]# taxonomies:[@externalPropertyFileReference]#
      addresses:[@externalPropertyFileReference]# driver:@externalPropertyFileReference
      extensions:[@externalPropertyFileReference]# policies:[@externalPropertyFileReference]#
      translations:[@externalPropertyFileReference]#
      webRequests:[@externalPropertyFileReference]#
      webResponses:[@externalPropertyFileReference]#
    fix
      >description:@message >artifactChanges!:[@artifactChange]+#
    graph
      >description:@message >nodes:[@node]# >edges:[@edge]#
    graphTraversal
      runGraphIndex:i(-1..) resultGraphIndex:i(-1..) >description:@message
      initialState:{@multiformatMessageString} immutableState:{@multiformatMessageString}
      >edgeTraversals:[@edgeTraversal] oneOf(runGraphIndex resultGraphIndex)
    invocation
      commandLine:s arguments:[s] >responseFiles:[@artifactLocation]# startTimeUtc:d
      endTimeUtc:d exitCode:i >ruleConfigurationOverrides:[@configurationOverride]#
      >notificationConfigurationOverrides:[@configurationOverride]#
      >toolExecutionNotifications:[@notification]
      >toolConfigurationNotifications:[@notification] exitCodeDescription:s exitSignalName:s
      exitSignalNumber:i processStartFailureMessage:s executionSuccessful!:b machine:s
      account:s processId:i >executableLocation:@artifactLocation
      workingDirectory:@artifactLocation environmentVariables:{s} >stdin:@artifactLocation
      >stdout:@artifactLocation >stderr:@artifactLocation >stdoutStderr:@artifactLocation
    location
      id:i(-1..) >physicalLocation:@physicalLocation >logicalLocations:[@logicalLocation]#
      >message:@message annotations:[@region]# relationships:[@locationRelationship]#
    locationRelationship
      target!:i(0..) kinds:[s]# description:@message
    logicalLocation
      name:s index:i(-1..) fullyQualifiedName:s decoratedName:s parentIndex:i(-1..) kind:s
    message
      text:s markdown:s id:s arguments:[s] anyOf(text id)
    multiformatMessageString
      text!:s markdown:s
    node
      id!:s label:@message >location:@location children:[@node]#
    notification
      >locations:[@location]# >message!:@message level:e(none|note|warning|error) threadId:i
      timeUtc:d exception:@exception >descriptor:@reportingDescriptorReference
      >associatedRule:@reportingDescriptorReference
    physicalLocation
      >address:@address >artifactLocation:@artifactLocation >region:@region
      contextRegion:@region anyOf(address artifactLocation)
    rectangle
      top:n left:n bottom:n right:n >message:@message
    region
      startLine:i(1..) startColumn:i(1..) endLine:i(1..) endColumn:i(1..) charOffset:i(-1..)
      charLength:i(0..) byteOffset:i(-1..) byteLength:i(0..) snippet:@artifactContent
      >message:@message sourceLanguage:s
    replacement
      deletedRegion!:@region insertedContent:@artifactContent
    reportingConfiguration
      enabled:b level:e(none|note|warning|error) rank:n(-1..100) parameters:p
    reportingDescriptor
      id!:s deprecatedIds:[s]# guid:g deprecatedGuids:[g]# name:s deprecatedNames:[s]#
      >shortDescription:@multiformatMessageString >fullDescription:@multiformatMessageString
      messageStrings:{@multiformatMessageString} defaultConfiguration:@reportingConfiguration
      helpUri:u help:@multiformatMessageString
      >relationships:[@reportingDescriptorRelationship]#
    reportingDescriptorReference
      id:s index:i(-1..) guid:g >toolComponent:@toolComponentReference anyOf(index guid id)
    reportingDescriptorRelationship
      >target!:@reportingDescriptorReference kinds:[s]# >description:@message
    result
      ruleId:s ruleIndex:i(-1..) >rule:@reportingDescriptorReference
      kind:e(notApplicable|pass|fail|review|open|informational)
      level:e(none|note|warning|error) >message!:@message >analysisTarget:@artifactLocation
      >locations:[@location] guid:g correlationGuid:g occurrenceCount:i(1..)
      partialFingerprints:{s} fingerprints:{s} >stacks:[@stack]# >codeFlows:[@codeFlow]
      >graphs:[@graph]# >graphTraversals:[@graphTraversal]# >relatedLocations:[@location]#
      suppressions:[@suppression]# baselineState:e(new|unchanged|updated|absent)
      rank:n(-1..100) >attachments:[@attachment]# hostedViewerUri:u workItemUris:[u]#
      >provenance:@resultProvenance >fixes:[@fix]# >taxa:[@reportingDescriptorReference]#
      >webRequest:@webRequest >webResponse:@webResponse
    resultProvenance
      firstDetectionTimeUtc:d lastDetectionTimeUtc:d firstDetectionRunGuid:g
      lastDetectionRunGuid:g invocationIndex:i(-1..) >conversionSources:[@physicalLocation]#
    run
      >tool!:@tool >invocations:[@invocation] >conversion:@conversion language:l
      >versionControlProvenance:[@versionControlDetails]#
      >originalUriBaseIds:{@artifactLocation} >artifacts:[@artifact]#
      >logicalLocations:[@logicalLocation]# >graphs:[@graph]# >results:[@result]
      automationDetails:@runAutomationDetails runAggregates:[@runAutomationDetails]#
      baselineGuid:g redactionTokens:[s]# defaultEncoding:s defaultSourceLanguage:s
      newlineSequences:[s]+# columnKind:e(utf16CodeUnits|unicodeCodePoints)
      externalPropertyFileReferences:@externalPropertyFileReferences
      threadFlowLocations:[@threadFlowLocation]# taxonomies:[@toolComponent]#
      >addresses:[@address] translations:[@toolComponent]# policies:[@toolComponent]#
      >webRequests:[@webRequest]# >webResponses:[@webResponse]#
      specialLocations:@specialLocations
    runAutomationDetails
      description:@message id:s guid:g correlationGuid:g
    sarifLog
      $schema:u version!:e(2.1.0) >runs!:[@run]~
      inlineExternalProperties:[@externalProperties]#
    specialLocations
      displayBase:@artifactLocation
    stack
      >message:@message >frames!:[@stackFrame]
    stackFrame
      >location:@location module:s threadId:i parameters:[s]
    suppression
      guid:g kind!:e(inSource|external) status:e(accepted|underReview|rejected)
      justification:s location:@location
    threadFlow
      id:s >message:@message initialState:{@multiformatMessageString}
      immutableState:{@multiformatMessageString} >locations!:[@threadFlowLocation]+
    threadFlowLocation
      index:i(-1..) >location:@location stack:@stack kinds:[s]#
      >taxa:[@reportingDescriptorReference]# module:s state:{@multiformatMessageString}
      nestingLevel:i(0..) executionOrder:i(-1..) executionTimeUtc:d
      importance:e(important|essential|unimportant) >webRequest:@webRequest
      >webResponse:@webResponse
    tool
      >driver!:@toolComponent >extensions:[@toolComponent]#
    toolComponent
      guid:g name!:s organization:s product:s productSuite:s
      shortDescription:@multiformatMessageString fullDescription:@multiformatMessageString
      fullName:s version:s semanticVersion:s dottedQuadFileVersion:q releaseDateUtc:s
      downloadUri:u informationUri:u globalMessageStrings:{@multiformatMessageString}
      >notifications:[@reportingDescriptor]# >rules:[@reportingDescriptor]#
      taxa:[@reportingDescriptor]# locations:[@artifactLocation] language:l
      contents:[e(localizedData|nonLocalizedData)]# isComprehensive:b
      localizedDataSemanticVersion:s minimumRequiredLocalizedDataSemanticVersion:s
      >associatedComponent:@toolComponentReference translationMetadata:@translationMetadata
      supportedTaxonomies:[@toolComponentReference]#
    toolComponentReference
      name:s index:i(-1..) guid:g
    translationMetadata
      name!:s fullName:s shortDescription:@multiformatMessageString
      fullDescription:@multiformatMessageString downloadUri:u informationUri:u
    versionControlDetails
      repositoryUri!:u revisionId:s branch:s revisionTag:s asOfTimeUtc:d
      >mappedTo:@artifactLocation
    webRequest
      index:i(-1..) protocol:s version:s target:s method:s headers:{s} parameters:{s}
      body:@artifactContent
    webResponse
      index:i(-1..) protocol:s version:s statusCode:i reasonPhrase:s headers:{s}
      body:@artifactContent noResponseReceived:b
    """
}
