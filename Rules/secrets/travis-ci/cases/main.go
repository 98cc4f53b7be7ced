// ruleid: travis-ci-token
	TravisToken: "UMG6bdppixAkmWhaKs5yPr",
