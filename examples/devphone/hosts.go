package main

import (
	"net"
	"net/netip"
	"slices"
	"strings"
)

// emulatedDomains are those that devphone answers for, with what is below them: Twilio's own, and
// the hosts that Twilio's answers lead to.
var emulatedDomains = []string{
	"twilio.com",
	"mms.twiliocdn.com",
	"com-twilio-dev-messaging-deactivations.s3.amazonaws.com",
}

// emulated reports whether devphone answers for a host.
func emulated(host string) bool {
	return slices.ContainsFunc(emulatedDomains, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	})
}

// loopback reports whether a host is this machine by its very name: what a name is looked up to
// does not count, since somebody else decides that.
func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().IsLoopback()
}

// hostname returns a host in lower case without its port and brackets.
func hostname(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		hostport = host
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(hostport, "[]"), "."))
}
