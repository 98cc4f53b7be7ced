package Cx

CxPolicy[result] {
  doc := input.document[i]
  result := {"documentId": doc.id, "searchKey": "kind"}
}
