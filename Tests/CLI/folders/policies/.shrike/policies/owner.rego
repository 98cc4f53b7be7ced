# METADATA
# title: Somebody owns every finding
package gate.owner

fail contains "nobody owns this repository" if not input.owner
