# ruleid: neon-api-key
./deploy --neon-api-key napi_ycs2yz0yrugkkjuwqm4dzqp72kosbs65csxbr13cq32d55zob9jlpmfqsj7t6d4i --yes
