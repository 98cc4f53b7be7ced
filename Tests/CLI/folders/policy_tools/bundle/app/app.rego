package app

allowed contains port if {
	some port in data.app.ports
	port != 80
}
