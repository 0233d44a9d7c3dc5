package consent

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// ErrNoConsent is what [ErrOptedOut] and [ErrNotOptedIn] both match.
var ErrNoConsent = errors.New("consent: no consent to the message")

// Why a [Gate] holds a message back. The first two match [ErrNoConsent].
var (
	// ErrOptedOut says that the person opted out.
	ErrOptedOut = fmt.Errorf("%w: the person opted out", ErrNoConsent)
	// ErrNotOptedIn says that the person has not opted in, where that is required.
	ErrNotOptedIn = fmt.Errorf("%w: the person has not opted in", ErrNoConsent)
	// ErrLedger says that the ledger could not be asked, so that nobody knows.
	ErrLedger = errors.New("consent: the ledger cannot be asked")
)

// A Policy says what a [Gate] asks for.
type Policy string

// The policies. Which one a message needs is a question of law: mostly, marketing takes an opt-in,
// and what a customer has asked for does not.
const (
	// RequireOptIn lets messages pass to those who opted in.
	RequireOptIn Policy = "require opt-in"
	// RespectOptOut lets messages pass to all who have not opted out.
	RespectOptOut Policy = "respect opt-out"
)

// A Gate sends messages to those who agreed to have them. It holds back every message of which it
// cannot tell, and knows nothing of messages that do not pass through it, such as replies in TwiML,
// which go to someone who has just written. A [twilio.Bulk] run passes it with [Gate.Check] as
// [twilio.BulkParams.Check].
type Gate struct {
	keeper *Keeper
	create func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error)
	policy Policy
}

// Gate returns a gate before create, which sends: client.Messages.Create, or the Create of another
// gate. There is no default policy.
func (k *Keeper) Gate(create func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error), policy Policy) *Gate {
	return &Gate{keeper: k, create: create, policy: policy}
}

// Create sends a message if its recipient agreed to that. It can stand wherever
// [twilio.MessageService.Create] does. The error is one of [Gate.Check], or of the sending. That
// Twilio refuses the message with 21610, since it knows of an opt-out that the ledger does not, is
// recorded, and matches [ErrOptedOut] as well as [twilio.ErrUnsubscribedRecipient].
func (g *Gate) Create(ctx context.Context, params *twilio.CreateMessageParams) (*twilio.Message, error) {
	asked := g.keeper.now()
	if err := g.Check(ctx, params); err != nil {
		return nil, err
	}
	m, err := g.create(ctx, params)
	if !errors.Is(err, twilio.ErrUnsubscribedRecipient) || errors.Is(err, ErrNoConsent) {
		return m, err
	}
	err = fmt.Errorf("%w: %w", ErrOptedOut, err)
	// With the time of the call, so that a START that arrived meanwhile is newer.
	return m, errors.Join(err, g.keeper.Record(ownTime(context.WithoutCancel(ctx)), Event{
		Person: params.To, Sender: sender(params), State: OptedOut, Source: SourceTwilio, Time: asked,
	}))
}

// Check returns nil if the recipient of a message agreed to it. The error matches [ErrNoConsent] if
// not, and [ErrLedger] if the ledger could not be asked. A recipient in a form other than the one
// that Twilio uses, whom no ledger would know, is held back with an error that matches
// [channels.ErrAddress]. So is a message from a sender in another form, or from a service by
// anything but its SID, MG and 32 hexadecimal digits in small letters. One that names nobody that
// it is from, or whose params.Extra holds what its fields should, is held back too.
//
// A scheduled message is judged when it is made, not when it is sent. Whoever opts out in between
// has their messages canceled by the app, or by Twilio's own opt-out.
func (g *Gate) Check(ctx context.Context, params *twilio.CreateMessageParams) error {
	if params == nil {
		params = &twilio.CreateMessageParams{}
	}
	for name := range params.Extra {
		for _, judged := range []string{"To", "From", "MessagingServiceSid"} {
			if strings.EqualFold(name, judged) {
				return fmt.Errorf("consent: %s is in Extra and not in its field", judged)
			}
		}
	}
	to := person(params.To)
	if err := to.Validate(); err != nil {
		return fmt.Errorf("consent: To: %w", err)
	}
	if to.IsAlphanumeric() { // such as a number spelled in letters
		return fmt.Errorf("consent: To: %w", twilio.ErrInvalidTo)
	}
	if err := senderFault(params); err != nil {
		return err
	}
	current, err := g.keeper.Current(ctx, to, sender(params))
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrLedger, err)
	case current.State == OptedOut:
		return ErrOptedOut
	case g.policy == RequireOptIn && current.State == Unknown:
		return ErrNotOptedIn
	case g.policy == RequireOptIn && current.State == OptedIn,
		g.policy == RespectOptOut && (current.State == OptedIn || current.State == Unknown):
		return nil
	}
	return fmt.Errorf("consent: no policy %q, or no state %q", g.policy, current.State)
}

// senderFault says why no ledger would know whom a message is from, if none would.
func senderFault(params *twilio.CreateMessageParams) error {
	from, service := plain(Sender(params.From)), params.MessagingServiceSID
	if from == "" && service == "" {
		return fmt.Errorf("consent: From: %w", twilio.ErrFromRequired)
	}
	if service != "" && !isService(service) {
		return fmt.Errorf("consent: MessagingServiceSid: %w: it is not MG and 32 hexadecimal digits in small letters", channels.ErrAddress)
	}
	if from == "" || isService(string(from)) {
		return nil
	}
	if err := channels.Address(from).Validate(); err != nil {
		return fmt.Errorf("consent: From: %w", err)
	}
	return nil
}

// sender returns whom a message is from.
func sender(params *twilio.CreateMessageParams) Sender {
	return senderOf(params.From, params.MessagingServiceSID)
}
