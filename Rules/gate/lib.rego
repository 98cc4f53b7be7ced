# What policies over a report have in common.
package gate.lib

severities := ["critical", "high", "medium", "low", "info"]

rank := {"info": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}
