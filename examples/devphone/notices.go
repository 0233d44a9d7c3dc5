package main

import (
	"log"
	"strings"
	"sync"
)

// notices are what the terminal says of programs that cannot get through, each once.
type notices struct {
	out  *log.Logger
	said sync.Map
}

func (n *notices) once(text string) {
	if _, again := n.said.LoadOrStore(text, true); !again {
		n.out.Print(text)
	}
}

// Write takes what the server of Twilio's hosts logs, of which one thing is worth knowing.
func (n *notices) Write(b []byte) (int, error) {
	line := string(b)
	for _, refusal := range []string{"bad certificate", "unknown certificate", "certificate unknown", "unknown ca"} {
		if strings.Contains(line, refusal) {
			n.once("a program does not trust devphone's certificate: start it in a shell with the environment that -env writes")
		}
	}
	return len(b), nil
}
