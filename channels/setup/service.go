package setup

import (
	"context"
	"errors"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// ErrAmbiguous says that several Messaging Services have the name that a description without a SID
// gives.
var ErrAmbiguous = errors.New("several services have this name")

// target is a service on its way to what it is to be.
type target struct {
	Service
	api *messaging.API
	sid string // empty until the service is made
}

// plan returns the step that makes the service or brings it in line, if it is not. found is nil of
// one that is not there.
func (t *target) plan(found *messaging.Service) []Step {
	s := Step{Target: t.title()}
	if found == nil {
		s.say("make it")
		s.do = t.create
		found = new(messaging.Service)
	} else {
		t.sid, s.do = found.SID, t.update
		if t.FriendlyName != "" && t.FriendlyName != found.FriendlyName {
			s.say(fmt.Sprintf("name: %q → %q", found.FriendlyName, t.FriendlyName))
		}
	}
	s.change("inbound", hookOf(found.InboundRequestURL, found.InboundMethod), hookOf(t.InboundRequestURL, t.InboundMethod))
	s.change("fallback", hookOf(found.FallbackURL, found.FallbackMethod), hookOf(t.FallbackURL, t.FallbackMethod))
	s.change("status callback", hookOf(found.StatusCallback, ""), hookOf(t.StatusCallback, ""))
	switch {
	case t.UseInboundWebhookOnNumber == found.UseInboundWebhookOnNumber:
	case t.UseInboundWebhookOnNumber:
		s.say("inbound webhook: that of the number")
	default:
		s.say("inbound webhook: that of the service")
	}
	if len(s.Changes) == 0 {
		return nil
	}
	return []Step{s}
}

// create makes the service, unless somebody has made it since the plan.
func (t *target) create(ctx context.Context) error {
	found, err := t.find(ctx)
	if err != nil {
		return err
	}
	if found != nil {
		t.sid = found.SID
		return t.update(ctx)
	}
	made, err := t.api.Services.Create(ctx, &messaging.CreateServiceParams{
		FriendlyName:      t.FriendlyName,
		InboundRequestURL: t.InboundRequestURL, InboundMethod: t.InboundMethod,
		FallbackURL: t.FallbackURL, FallbackMethod: t.FallbackMethod,
		StatusCallback:            t.StatusCallback,
		UseInboundWebhookOnNumber: &t.UseInboundWebhookOnNumber,
	})
	if err != nil {
		return err
	}
	t.sid = made.SID
	_, err = t.find(ctx) // somebody may have made one at the same moment
	return err
}

func (t *target) update(ctx context.Context) error {
	inbound, fallback := hookOf(t.InboundRequestURL, t.InboundMethod), hookOf(t.FallbackURL, t.FallbackMethod)
	_, err := t.api.Services.Update(ctx, t.sid, &messaging.UpdateServiceParams{
		FriendlyName:      t.FriendlyName,
		InboundRequestURL: &inbound.url, InboundMethod: inbound.method,
		FallbackURL: &fallback.url, FallbackMethod: fallback.method,
		StatusCallback:            &t.StatusCallback,
		UseInboundWebhookOnNumber: &t.UseInboundWebhookOnNumber,
	})
	return err
}

// find returns the service that is meant, nil if there is none of its name.
func (t *target) find(ctx context.Context) (*messaging.Service, error) {
	if t.SID != "" {
		found, err := t.api.Services.Get(ctx, t.SID)
		if err != nil {
			return nil, err
		}
		return found, nil
	}
	var found *messaging.Service
	params := &messaging.ListServicesParams{PageParams: twilio.PageParams{PageSize: largestPage}}
	for s, err := range t.api.Services.List(ctx, params) {
		switch {
		case err != nil:
			return nil, err
		case s.FriendlyName != t.FriendlyName:
		case found != nil:
			return nil, fmt.Errorf("%w: %s and %s", ErrAmbiguous, found.SID, s.SID)
		default:
			found = s
		}
	}
	return found, nil
}
