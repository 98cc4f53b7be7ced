# ruleid: sourcegraph-legacy-token
docker run -e SOURCEGRAPH_TOKEN=19d3dc06c4fe362b65fc0ed996295e12b7285dda app
