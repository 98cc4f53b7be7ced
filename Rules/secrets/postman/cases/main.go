// ruleid: postman-collection-key
	PostmanCollectionKey: "PMAT-7CYWOXLI21XFJ1HOZ4QX336RMD",
