// Package sdk drives twiliotest by twilio-go, the official library, as it is: what an app that was
// written with another client sees of the emulator. It is a module of its own so that twilio-go stays
// out of users' module graph.
//
//	go test -C .ci/sdk
package sdk
