package messy
import data.users
# Comments stay.
p:=[x|some x in users;x!="root"] # here, too
q if { count(p)>1 ; input.user }
