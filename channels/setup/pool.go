package setup

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// ErrElsewhere says that a sender is to join the pool of a service and is in the pool of another that
// is described and does not let go of it: its RemoveOthers is not set.
var ErrElsewhere = errors.New("in the pool of another service")

// member is a sender in the pool of a service.
type member struct {
	address channels.Address
	sid     string
	target  *target
}

func (m member) String() string { return describe(m.address, m.sid) }

// members lists the pool of the service.
func (t *target) members(ctx context.Context) ([]member, error) {
	var pool []member
	services, page := t.api.Services, twilio.PageParams{PageSize: largestPage}
	err := errors.Join(
		gather(services.PhoneNumbers(t.sid).List(ctx, &messaging.ListPhoneNumbersParams{PageParams: page}), func(n *messaging.PhoneNumber) {
			pool = append(pool, member{n.PhoneNumber, n.SID, t})
		}),
		gather(services.ShortCodes(t.sid).List(ctx, &messaging.ListShortCodesParams{PageParams: page}), func(c *messaging.ShortCode) {
			pool = append(pool, member{c.ShortCode, c.SID, t})
		}),
		gather(services.AlphaSenders(t.sid).List(ctx, &messaging.ListAlphaSendersParams{PageParams: page}), func(a *messaging.AlphaSender) {
			pool = append(pool, member{channels.Address(a.AlphaSender), a.SID, t})
		}),
		gather(services.ChannelSenders(t.sid).List(ctx, &messaging.ListPoolChannelSendersParams{PageParams: page}), func(s *messaging.PoolChannelSender) {
			pool = append(pool, member{s.Sender, s.SID, t})
		}),
	)
	return pool, err
}

func gather[T any](list iter.Seq2[*T, error], take func(*T)) error {
	for item, err := range list {
		if err != nil {
			return err
		}
		take(item)
	}
	return nil
}

// add puts a sender into the pool. One that is there already is welcome.
func (t *target) add(ctx context.Context, s *sender) error {
	var err error
	services := t.api.Services
	switch {
	case s.address.IsAlphanumeric():
		_, err = services.AlphaSenders(t.sid).Create(ctx, &messaging.CreateAlphaSenderParams{AlphaSender: string(s.address)})
	case s.address.IsShortCode():
		_, err = services.ShortCodes(t.sid).Create(ctx, &messaging.CreateShortCodeParams{ShortCodeSID: s.sid})
	case s.address.Channel() != channels.ChannelSMS:
		_, err = services.ChannelSenders(t.sid).Create(ctx, &messaging.CreatePoolChannelSenderParams{SID: s.sid})
	default:
		_, err = services.PhoneNumbers(t.sid).Create(ctx, &messaging.CreatePhoneNumberParams{PhoneNumberSID: s.sid})
	}
	if errors.Is(err, twilio.ErrSenderAlreadyInService) {
		return nil
	}
	return err
}

// remove takes the member out of its pool. One that is not there any more is gone.
func (m member) remove(ctx context.Context) error {
	var err error
	services, service := m.target.api.Services, m.target.sid
	switch {
	case m.address.IsAlphanumeric():
		err = services.AlphaSenders(service).Delete(ctx, m.sid)
	case m.address.IsShortCode():
		err = services.ShortCodes(service).Delete(ctx, m.sid)
	case m.address.Channel() != channels.ChannelSMS:
		err = services.ChannelSenders(service).Delete(ctx, m.sid)
	default:
		err = services.PhoneNumbers(service).Delete(ctx, m.sid)
	}
	if errors.Is(err, twilio.ErrNotFound) {
		return nil
	}
	return err
}

// join returns the step that brings a sender into the pool. from is where it is now, if that is
// known: it has to leave there first.
func (t *target) join(s *sender, from *member) (Step, error) {
	step := Step{Target: t.title(), do: func(ctx context.Context) error { return t.add(ctx, s) }}
	if from == nil {
		step.say("add " + s.String())
		return step, nil
	}
	if !from.target.RemoveOthers {
		return Step{}, fmt.Errorf("setup: %s, %s: %w: %s", t.title(), s, ErrElsewhere, from.target.title())
	}
	step.say("add " + s.String() + ", taken from " + from.target.title())
	step.do = func(ctx context.Context) error {
		if err := from.remove(ctx); err != nil {
			return err
		}
		return t.add(ctx, s)
	}
	return step, nil
}
