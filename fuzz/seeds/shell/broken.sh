if a; do b; fi )
case x in a b
${+} $(a `b "c ${d
