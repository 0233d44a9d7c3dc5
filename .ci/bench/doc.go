// Package bench measures this library side by side with twilio-go, the official one, in one run:
// the same message sent, the same log listed, the same document written, the same webhook
// verified. It is a module of its own so that twilio-go stays out of users' module graph.
//
//	go test -C .ci/bench -bench . -benchmem
package bench
