// ruleid: rubygems-api-key
	RubygemsApiKey: "rubygems_32b85a586118fb7705b295ca006f52b5e267ff9612f13a0c",
