package app.extra

p := 1
