// Command worker ships finished orders to the warehouse.
package main

import (
	"crypto/md5"
	"fmt"
	"net/http"
	"os"
	"os/exec"
)

// Found: a token with a valid checksum. Silent: letters that only fill the place.
const (
	githubToken = "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"
	githubShape = "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
)

// Found: the queue's password. Silent: taken from the environment.
var (
	queue   = "redis://:NOQ87W6rDKWN9Fk8Bfx6@queue.shop.internal:6379/0"
	archive = "redis://:" + os.Getenv("ARCHIVE_PASSWORD") + "@archive.shop.internal:6379/0"
)

func label(w http.ResponseWriter, r *http.Request) {
	out, err := exec.Command("sh", "-c", "print-label "+r.URL.Query().Get("order")).Output()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintf(w, "%x", md5.Sum(out))
}

func main() {
	_ = []string{githubToken, githubShape, queue, archive}
	http.HandleFunc("/label", label)
	http.ListenAndServe(":8080", nil)
}
