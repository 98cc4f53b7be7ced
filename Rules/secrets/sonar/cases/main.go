// ruleid: sonar-legacy-token
	sonarLogin := "8599bcdbb935234db11d704225cc81b6b150ae09"
