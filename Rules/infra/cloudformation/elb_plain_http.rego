# METADATA
# title: Load balancer that takes plain HTTP
# description: >-
#   What is sent over plain HTTP, sessions and passwords included, can be read and changed on its way.
# custom:
#   severity: high
#   cwe: ["319"]
#   controls: [aws-fsbp-elb.1]
#   aliases: [AVD-AWS-0054, CKV_AWS_2, CKV_AWS_103]
#   input: cloudformation
#   remedy: Listen with HTTPS; let a listener on port 80 only redirect to it.
package infra.cloudformation.elb_plain_http

import data.infra.lib.cloudformation

redirects(action) if {
	action.Type == "redirect"
	object.get(action.RedirectConfig, "Protocol", "#{protocol}") == "HTTPS"
}

redirects_all(listener) if {
	some action in listener.values.DefaultActions
	redirects(action)
}

deny contains finding if {
	some listener in cloudformation.resources("AWS::ElasticLoadBalancingV2::Listener")
	listener.values.Protocol == "HTTP"
	not redirects_all(listener)
	finding := cloudformation.finding(listener, "takes plain HTTP", listener.values.Protocol, "Protocol")
}

deny contains finding if {
	some balancer in cloudformation.resources("AWS::ElasticLoadBalancing::LoadBalancer")
	some listener in balancer.values.Listeners
	lower(listener.Protocol) == "http"
	finding := cloudformation.finding(balancer, "takes plain HTTP", listener.Protocol, sprintf("%v", [object.get(listener, "LoadBalancerPort", "")]))
}
