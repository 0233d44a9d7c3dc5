package setup

import (
	"errors"
	"fmt"
	"log/slog"
	"unicode/utf8"

	"github.com/twiliokit/twiliokit/channels"
)

// An Account describes how an account has to be set up. What it does not name stays as it is.
type Account struct {
	// Instances are addresses of the account and what they call. They have to be on the account
	// already. An empty URL is desired as well: one that is set is removed. Alphanumeric senders
	// have nothing to set.
	//
	// Twilio keeps no status callback for the messages of a phone number or a short code: a
	// StatusCallbackURL of theirs becomes a note of the plan unless a service has it for them.
	Instances channels.Configs
	// Services are Messaging Services.
	Services []Service
}

// A Service describes a Messaging Service. Settings that it has no field for stay as they are.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource
type Service struct {
	// SID says which service is meant (MG…). Without it FriendlyName does, and a service of that
	// name is made if there is none.
	SID string
	// FriendlyName is what the account calls the service, in up to 64 characters. With a SID, the
	// service is renamed to it unless it is empty.
	FriendlyName string
	// InboundRequestURL is what Twilio calls with a message that a sender of the pool receives, and
	// InboundMethod how: GET or POST. An empty method is POST. Without a URL and without
	// UseInboundWebhookOnNumber such messages are dropped.
	InboundRequestURL string
	InboundMethod     string
	// FallbackURL is what Twilio calls if InboundRequestURL fails, and FallbackMethod how.
	FallbackURL    string
	FallbackMethod string
	// StatusCallback is what Twilio calls with the status of messages sent.
	StatusCallback string
	// UseInboundWebhookOnNumber has a message received call the URL of the number that received it.
	UseInboundWebhookOnNumber bool
	// Senders are the pool: phone numbers, short codes and channel addresses of the account, and
	// alphanumeric senders. None leaves the pool alone.
	Senders []channels.Address
	// RemoveOthers takes senders out of the pool that are not among Senders. Without it they are
	// only told of in [Plan.Notes]. They leave after others have joined, for which the pool has to
	// have room: Twilio's default limit is 400 numbers.
	RemoveOthers bool
}

// LogValue returns what may be logged of an account: how much of it is described.
func (a Account) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("instances", len(a.Instances)), slog.Int("services", len(a.Services)))
}

// LogValue returns what may be logged of a service: no numbers and no URLs.
func (s Service) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", s.SID),
		slog.String("friendly_name", s.FriendlyName),
		slog.Int("senders", len(s.Senders)),
	)
}

// title names the service in plans and errors.
func (s Service) title() string {
	if s.FriendlyName == "" {
		return "service " + s.SID
	}
	return fmt.Sprintf("service %q", s.FriendlyName)
}

// Validate checks the description by itself: each instance as [channels.Configs.Validate] does, that
// each service has a name or a SID, URLs and methods that Twilio can call, and valid senders, and that
// no service and no sender is in two places. The error matches [channels.ErrConfig] for what is wrong
// with an instance or a service and [channels.ErrAddress] for an invalid sender, and holds no number
// and no URL.
func (a Account) Validate() error {
	faults := []error{a.Instances.Validate()}
	pools, seen := map[channels.Address]string{}, map[string]bool{}
	for i, s := range a.Services {
		report := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("setup: service %d: "+format, append([]any{i}, args...)...))
		}
		if s.SID == "" && s.FriendlyName == "" {
			report("it has neither a SID nor a FriendlyName: %w", channels.ErrConfig)
		}
		if utf8.RuneCountInString(s.FriendlyName) > maxName {
			report("FriendlyName has more than %d characters: %w", maxName, channels.ErrConfig)
		}
		for _, key := range []string{"SID " + s.SID, "FriendlyName " + s.FriendlyName} {
			if seen[key] {
				report("another has the same name or SID: %w", channels.ErrConfig)
			}
			seen[key] = key != "SID " && key != "FriendlyName "
		}
		s.checkURLs(report)
		if s.RemoveOthers && len(s.Senders) == 0 {
			report("RemoveOthers without Senders would empty the pool: %w", channels.ErrConfig)
		}
		for j, sender := range s.Senders {
			if err := sender.Validate(); err != nil {
				report("sender %d: %w", j, err)
			} else if other, ok := pools[sender]; ok && !sender.IsAlphanumeric() { // which can be in several
				report("sender %d, %s: it is in the pool of %s already: %w", j, sender.Redacted(), other, channels.ErrConfig)
			}
			pools[sender] = s.title()
		}
	}
	return errors.Join(faults...)
}

// maxName is how many characters a service's name has at most.
const maxName = 64

// checkURLs checks the URLs and methods of a service by the rules for those of a short code, which
// are the same.
func (s Service) checkURLs(report func(format string, args ...any)) {
	err := channels.Config{
		Address: "12345", CallbackURL: s.InboundRequestURL, CallbackMethod: s.InboundMethod,
		FallbackURL: s.FallbackURL, FallbackMethod: s.FallbackMethod, StatusCallbackURL: s.StatusCallback,
	}.Validate()
	fields := map[string]string{
		"CallbackURL": "InboundRequestURL", "CallbackMethod": "InboundMethod", "StatusCallbackURL": "StatusCallback",
		"FallbackURL": "FallbackURL", "FallbackMethod": "FallbackMethod",
	}
	joined, _ := err.(interface{ Unwrap() []error })
	if joined == nil {
		return
	}
	for _, err := range joined.Unwrap() {
		if fault, ok := errors.AsType[*channels.ConfigError](err); ok {
			report("%s: %s: %w", fields[fault.Field], fault.Reason, channels.ErrConfig)
		}
	}
}
