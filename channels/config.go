package channels

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// ErrConfig is what every error of [Config.Validate] and [Configs.Validate] is, for errors.Is.
var ErrConfig = errors.New("not a valid channel configuration")

// Config is what one of our addresses does with what happens on it: an instance of a channel. It
// reads from and writes to JSON by the names that Twilio uses for channel senders.
//
// URLs are absolute, http or https, and may end in a fragment with connection overrides
// ("#ct=2000&rc=2"), which Twilio reads and does not send. Methods are GET or POST for phone
// numbers, short codes and Messenger pages, POST or PUT for WhatsApp and RCS senders; an empty
// one is POST.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
// https://www.twilio.com/docs/whatsapp/api/senders,
// https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
type Config struct {
	// Address is ours: a phone number, a short code, a WhatsApp number, a page or an agent. Required.
	Address Address `json:"address"`
	// CallbackURL is what Twilio calls with each message received, and CallbackMethod how. Without
	// it messages are received and nobody is told.
	CallbackURL    string `json:"callback_url,omitempty"`
	CallbackMethod string `json:"callback_method,omitempty"`
	// FallbackURL is what Twilio calls when CallbackURL fails, and FallbackMethod how.
	FallbackURL    string `json:"fallback_url,omitempty"`
	FallbackMethod string `json:"fallback_method,omitempty"`
	// StatusCallbackURL is what Twilio calls when the status of a message sent changes.
	// StatusCallbackMethod is how: POST.
	StatusCallbackURL    string `json:"status_callback_url,omitempty"`
	StatusCallbackMethod string `json:"status_callback_method,omitempty"`
}

// ConfigError says what is wrong with one field of a [Config]. Its text has no URL in it, which
// may hold a password, and no phone number.
type ConfigError struct {
	// Address is the configuration's own.
	Address Address
	// Field is the name of the field at fault, as in Go.
	Field string
	// Reason says what is wrong, for people.
	Reason string
}

// Error returns the address without its number, the field and the reason.
func (e *ConfigError) Error() string {
	return fmt.Sprintf("channels: configuration of %q: %s: %s", e.Address.Redacted(), e.Field, e.Reason)
}

// Is reports that every ConfigError is [ErrConfig].
func (e *ConfigError) Is(target error) bool { return target == ErrConfig }

// Validate checks c as Twilio does when it is set, and what Twilio would find out only when it
// calls: that the address is valid, that each URL is absolute, http or https, with a valid host
// name, which has no underscore, and that each method is one that Twilio calls with. The error
// joins a [*ConfigError] for each field at fault and matches [ErrConfig]. It does not find out
// whether anybody answers.
func (c Config) Validate() error {
	var faults []error
	report := func(field, reason string) {
		if reason != "" {
			faults = append(faults, &ConfigError{Address: c.Address, Field: field, Reason: reason})
		}
	}
	if err := c.Address.Validate(); err != nil {
		reason := err.Error()
		if fault, ok := errors.AsType[*AddressError](err); ok {
			reason = fault.Reason
		}
		report("Address", reason)
	}
	methods := []string{"GET", "POST"}
	if channel := c.Address.Channel(); channel == ChannelWhatsApp || channel == ChannelRCS {
		methods = []string{"POST", "PUT"}
	}
	report("CallbackURL", urlFault(c.CallbackURL))
	if c.CallbackURL != "" && c.Address.IsAlphanumeric() {
		report("CallbackURL", "nobody can answer an alphanumeric sender")
	}
	report("CallbackMethod", methodFault(c.CallbackMethod, methods...))
	report("FallbackURL", urlFault(c.FallbackURL))
	report("FallbackMethod", methodFault(c.FallbackMethod, methods...))
	report("StatusCallbackURL", urlFault(c.StatusCallbackURL))
	report("StatusCallbackMethod", methodFault(c.StatusCallbackMethod, "POST"))
	return errors.Join(faults...)
}

// LogValue returns the address without its number and of the URLs only the host: what follows it
// may be secret.
func (c Config) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Any("address", c.Address),
		slog.String("callback_host", hostOf(c.CallbackURL)),
		slog.String("fallback_host", hostOf(c.FallbackURL)),
		slog.String("status_callback_host", hostOf(c.StatusCallbackURL)),
	)
}

// Configs are the instances that a program runs side by side, as many of one channel as there
// are addresses.
type Configs []Config

// Validate checks each configuration as [Config.Validate] does, and that no two are for the same
// address.
func (c Configs) Validate() error {
	var faults []error
	seen := make(map[Address]int, len(c))
	for i, config := range c {
		faults = append(faults, config.Validate())
		key := config.Address.plain()
		if first, ok := seen[key]; ok {
			faults = append(faults, &ConfigError{
				Address: config.Address, Field: "Address",
				Reason: fmt.Sprintf("configuration %d has the same as configuration %d", i, first),
			})
			continue
		}
		seen[key] = i
	}
	return errors.Join(faults...)
}

// For returns the configuration of an address, which is where an inbound message went to.
func (c Configs) For(ours Address) (config Config, ok bool) {
	for _, config := range c {
		if config.Address.plain() == ours.plain() {
			return config, true
		}
	}
	return Config{}, false
}

// On returns the configurations of a channel, in their order.
func (c Configs) On(channel Channel) Configs {
	var on Configs
	for _, config := range c {
		if config.Address.Channel() == channel {
			on = append(on, config)
		}
	}
	return on
}

// plain returns a as Twilio writes it, without the prefix "sms:".
func (a Address) plain() Address {
	if a.Channel() == ChannelSMS {
		return Address(a.ID())
	}
	return a
}

func methodFault(method string, allowed ...string) string {
	if method == "" || slices.Contains(allowed, method) {
		return ""
	}
	return "the method is " + strings.Join(allowed, " or ") + ", in capitals"
}

// urlFault says what keeps a URL from being called by Twilio, if anything does. An empty one is
// none.
func urlFault(raw string) string {
	if raw == "" {
		return ""
	}
	if strings.TrimSpace(raw) != raw {
		return "there is white space around it"
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil: // its text has the URL in it
		return "it does not parse as a URL"
	case u.Scheme == "":
		return "it is not absolute: it begins with https:// or http://"
	case u.Scheme != "http" && u.Scheme != "https":
		return "it begins with neither https:// nor http://"
	}
	return hostFault(u)
}

// hostFault says what is wrong with the host of u, if anything is.
func hostFault(u *url.URL) string {
	host := u.Hostname()
	if host == "" {
		return "it has no host"
	}
	if u.Host != host && !strings.HasSuffix(u.Host, "]") {
		if port, err := strconv.ParseUint(u.Port(), 10, 16); err != nil || port == 0 {
			return "the port is not a number from 1 to 65535"
		}
	}
	if strings.Contains(host, ":") { // an IPv6 address, which url.Parse has checked the brackets of
		return ""
	}
	if len(host) > 253 {
		return "the host name has more than 253 characters"
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		switch {
		case strings.Contains(label, "_"):
			return "the host name has an underscore, which Twilio does not take"
		case label == "":
			return "the host name has an empty part"
		case len(label) > 63:
			return "the host name has a part of more than 63 characters"
		case label[0] == '-' || label[len(label)-1] == '-':
			return "a part of the host name begins or ends with a hyphen"
		}
		for i := range len(label) {
			if !alphanumeric(label[i]) && label[i] != '-' {
				return "the host name has " + describe(label[i:]) + " in it; names in other alphabets are written as xn--"
			}
		}
	}
	return ""
}

// hostOf returns the host of a URL, for logs.
func hostOf(raw string) string {
	if raw == "" {
		return ""
	}
	if u, err := url.Parse(raw); err == nil && u.Host != "" {
		return u.Host
	}
	return "…"
}
